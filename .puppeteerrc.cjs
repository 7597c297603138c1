// A clone never downloads a browser behind the user's back: planwatch looks for one itself (src/browser/find.ts).
module.exports = { skipDownload: true };
