"""The package in the shape that the benchmark's scripts call."""
import sys; sys.path.insert(0,'/tmp/projlab')
import numpy as np, pandas as pd
import linhai_analysis.projection as P
def _p(model):
    def f(years,values,horizon,level=(0.8,0.95)):
        p=P.project(pd.Series(values,index=years),horizon=horizon,model=model)
        if p.reason: raise ValueError(p.reason)
        return p.frame
    return f
project=_p("default")
naive,drift,linear,compound,holt_damped,theta,local_linear_trend=[_p(m) for m in ("naive","drift","linear","compound","holt_damped","theta","local_linear_trend")]
def prob(years,values,target_year,target):
    return P.project(pd.Series(values,index=years),to=target_year).probability(target)
