/**
 * Who asks through the app's own window, as main knows it and the page does not say: the app itself
 * (what it does unasked), anybody at this computer's user, nobody as long as it is locked, or the
 * holder who unlocked it. The command line has none: it says its name and passphrase each time.
 */
export type Sitting = 'app' | 'anybody' | 'nobody' | { readonly email: string };
