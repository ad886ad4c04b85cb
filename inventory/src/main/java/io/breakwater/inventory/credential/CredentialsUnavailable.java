package io.breakwater.inventory.credential;

/**
 * There is no login to the VM's vCenter that can be used. Does not go away by itself: the message
 * says what is missing and what a person can do, and never holds a secret.
 */
public final class CredentialsUnavailable extends IllegalStateException {
  /** What is missing. */
  public enum Reason {
    /** No such VM context. */
    NO_CONTEXT,
    /** No active row for the VM's own vCenter. */
    NO_ROW,
    /** The row that the VM names is for another vCenter. */
    OTHER_VCENTER,
    /** The password is encrypted and this installation has no key. */
    NO_KEY,
    /** The password cannot be decrypted with the key, or there is none in the row. */
    UNREADABLE
  }

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  CredentialsUnavailable(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
