"""Files in and out: readers of other trackers' exports, the import that feeds `record`."""
