/** For Escape: an open item closes first. */
export const notInDialog = (run: () => void) => () => {
  if (document.querySelector(".panel")) return false;
  run();
  return true;
};
