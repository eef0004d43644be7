"""The paper that a report is written on: our own, or that of an office."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.exceptions import PythonDocxError
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from lxml.etree import XMLSyntaxError

from linhai_analysis.errors import DataError
from linhai_analysis.report.word import numbering, styles
from linhai_analysis.report.word.elements import element
from linhai_analysis.sheets.damage import BROKEN
from linhai_analysis.sheets.opening import file_bytes
from linhai_analysis.words import LANGUAGES, say
