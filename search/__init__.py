"""Find the moment and take it out: passages, the query language, the index, results, the directories, clips.

This is the door: other houses import what is named here, and the modules ``answers`` and ``clips``; the rest may move.
"""

from search.directory import SpeakerRow, TopicRow, speakers, topics
from search.examples import examples
from search.hits import Filters, Hit, IndexReport, Passage, Results
from search.refresh import refresh
from search.searcher import Searcher

__all__ = [
    "Filters",
    "Hit",
    "IndexReport",
    "Passage",
    "Results",
    "Searcher",
    "SpeakerRow",
    "TopicRow",
    "examples",
    "refresh",
    "speakers",
    "topics",
]
