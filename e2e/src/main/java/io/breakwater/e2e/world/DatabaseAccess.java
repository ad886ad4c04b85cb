package io.breakwater.e2e.world;

/** Where the appliance's schema is and as whom to use it; the password never shows. */
public record DatabaseAccess(String url, String user, String password) {
  @Override
  public String toString() {
    return "DatabaseAccess[" + url + "]";
  }
}
