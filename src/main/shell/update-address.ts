/** The one address that is asked for the newest version, only when a person wants it to be. */
export const NEWEST_VERSION_ADDRESS =
  'https://api.github.com/repos/seatworth/seatworth/releases/latest';

/** Where the person's own browser then gets it. */
export const DOWNLOAD_PAGE = 'https://github.com/seatworth/seatworth/releases/latest';
