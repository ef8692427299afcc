"""Files that anybody may send to be checked: looked at in memory, and never on a disk."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

# A certificate has some 30 KB.
LARGEST = 1024 * 1024
# What a form adds around the file.
AROUND = 16 * 1024
OPEN_TO_ANYBODY = "/check-file/"


class NothingLargeFromAnybody(FileUploadHandler):
    """Passes over files that are too large to be a certificate, where Django would put them on the disk."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        """Note whether this is such a file."""
        self.is_too_large = META.get("PATH_INFO") == OPEN_TO_ANYBODY and content_length > LARGEST + AROUND

    def new_file(self, *args, **kwargs):
        """Pass over it: the form says why."""
        super().new_file(*args, **kwargs)
        if self.is_too_large:
            raise SkipFile

    def receive_data_chunk(self, raw_data, start):
        """Leave it to Django's handlers."""
        return raw_data

    def file_complete(self, file_size):
        """Leave it to Django's handlers."""
