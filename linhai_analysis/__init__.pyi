# The public names by idea. lazy_loader reads this file when the package is imported, type
# checkers and editors read it instead of __init__.py.

__version__: str

# the language of what people read
from .arguments import set_language as set_language

# plans and data
from .data import load_panel as load_panel
from .errors import DataError as DataError
from .errors import FaultsError as FaultsError
from .errors import UnknownNameError as UnknownNameError
from .plan import Plan as Plan
from .plan import load_plan as load_plan
from .yearly import Figures as Figures
from .yearly import read as read

# growth
from .growth import cagr as cagr
from .growth import compound_path as compound_path
from .growth import linear_pace as linear_pace
from .growth import linear_path as linear_path
from .growth import milestones as milestones
from .growth import required_growth as required_growth
from .growth import still_required as still_required
from .growth.facts import derived_facts as derived_facts
from .growth.plans import compare_plans as compare_plans

# projection
from .projection import MODELS as MODELS
from .projection import Projection as Projection
from .projection import backtest as backtest
from .projection import compare_models as compare_models
from .projection import project as project
from .projection import project_panel as project_panel

# comparable places
from .reference import ambition as ambition
from .reference import follow as follow
from .reference import reference_growth as reference_growth
from .reference.outlook import project_indicator as project_indicator
from .reference.outlook import project_targets as project_targets

# progress
from .progress import RULES as RULES
from .progress import Assessment as Assessment
from .progress import Rule as Rule
from .progress import agreement as agreement
from .progress import assess as assess
from .progress import assess_panel as assess_panel
from .progress import assess_progress as assess_progress
from .progress import compare_rules as compare_rules
from .progress import hindsight as hindsight
from .progress import scorecard as scorecard

# scenarios
from .explore import explore as explore
from .scenario import Assumption as Assumption
from .scenario import Scenario as Scenario
from .scenario import closing_rate as closing_rate
from .scenario import compare as compare
from .scenario import reach_year as reach_year
from .scenario import read_scenarios as read_scenarios
from .scenario import run_scenarios as run_scenarios
from .scenario import sensitivity as sensitivity
from .scenario import simulate as simulate
from .scenario import simulate_scenarios as simulate_scenarios

# charts
from .plots import plot_ambition as plot_ambition
from .plots import plot_backtest as plot_backtest
from .plots import plot_calibration as plot_calibration
from .plots import plot_coverage as plot_coverage
from .plots import plot_dashboard as plot_dashboard
from .plots import plot_fan as plot_fan
from .plots import plot_forecast_value as plot_forecast_value
from .plots import plot_hindsight as plot_hindsight
from .plots import plot_milestones as plot_milestones
from .plots import plot_pace as plot_pace
from .plots import plot_projection as plot_projection
from .plots import plot_required_growth as plot_required_growth
from .plots import plot_scenarios as plot_scenarios
from .plots import plot_scorecard as plot_scorecard
from .plots import plot_sensitivity as plot_sensitivity
from .plots import plot_verdicts as plot_verdicts

# the lesson
from . import lesson as lesson

# results
from .paper import export_paper as export_paper
from .report import Report as Report
from .report import build_review as build_review
from .report import readable as readable
from .report import report_scenarios as report_scenarios
