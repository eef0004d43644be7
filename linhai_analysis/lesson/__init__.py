"""The lesson "five years of growth multiply": eight checked exercises, and all made of them.

Whatever a class reads is a row of ``exercises.csv``, in every language: numbers and how they vary
with a student's seed, the story, questions, answers, mistakes with their replies, hints and
solutions. Notebook, page, slides, workbook, worksheet and the teacher's key are made from it.

Examples
--------
>>> check("3a", 10)
Not yet. That is six steps. From 2015 to 2020 there are five.
"""

from linhai_analysis.lesson.answers import Reply
from linhai_analysis.lesson.checking import check, exercises
from linhai_analysis.lesson.curve import Curve, chart
from linhai_analysis.lesson.files import write_lesson
from linhai_analysis.lesson.sliding import slider
