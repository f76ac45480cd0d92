"""The figures of a report: lines of the journal are folded into facts, facts are counted. Pure."""
