"""The command that makes the extract of DfE's data for one authority."""

from __future__ import annotations

import argparse
from pathlib import Path

from dashboard.catalogue import load_catalogue
from dashboard.official.extract import FOLDER, read_extract
from dashboard.official.lait import Lait, read_lait
from dashboard.official.writing import extract_files, named_measures, write_extract
from dashboard.settings import Settings


def add_to(parser: argparse.ArgumentParser) -> None:
    """The options of `comparators`."""
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder of DfE's files: long data, dictionary, codes, lists of neighbours",
    )
    parser.add_argument(
        "--authority", type=int, metavar="CODE", help="DfE's code (default: the catalogue's)"
    )
    parser.add_argument(
        "--out", type=Path, default=FOLDER, metavar="DIR", help="where (default: data/official)"
    )
    parser.set_defaults(command=write_comparators)


def write_comparators(options: argparse.Namespace, settings: Settings) -> None:
    """Write what DfE publishes about an authority, its neighbours, region and England."""
    catalogue = load_catalogue(settings.catalogue)
    code: int = options.authority or catalogue.council.authority_code
    lait = read_lait(options.source)
    files = extract_files(lait, code, named_measures(catalogue))
    write_extract(options.out, files)
    extract = read_extract(options.out)
    print(
        f"{extract.authority.name}: {len(files['values.csv']):,} figures of "
        f"{len(extract.measures)} measures are written to {options.out}."
    )
    if withheld := len(files["withheld.csv"]):
        print(f"{withheld} of DfE's figures cannot be right; withheld.csv says why.")
    print(_counts(lait))


def _counts(lait: Lait) -> str:
    names = ", ".join(area.name for area in lait.predecessors)
    return (
        f"DfE's data name {len(lait.authorities)} authorities of today and "
        f"{len(lait.predecessors)} that are no more, which are not counted twice: {names}."
    )
