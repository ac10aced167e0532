"""The municipality report: content first, then HTML, PDF and XLSX of the same content."""
