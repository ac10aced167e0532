"""The municipality report: content first, then HTML, PDF and XLSX of the same content."""

from drietrap.publication.report.write import ReportFiles, write_report

__all__ = ["ReportFiles", "write_report"]
