/** Raised whenever the output for any stored page changes; see CHANGELOG.md, section Extraction. */
export const EXTRACTOR_VERSION = '0.1.0';
