package io.breakwater.simulator.cloud;

/** A request that is refused at once, over HTTP. */
final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final String UNABLE = "Unable to execute API command %s due to ";

  private final int code;
  private final int internalCode;

  private ApiException(int code, int internalCode, String text) {
    super(text, null, false, false);
    this.code = code;
    this.internalCode = internalCode;
  }

  /** The HTTP status, which is the {@code errorcode} too. */
  int code() {
    return code;
  }

  /** The {@code cserrorcode}, negative when the answer has none. */
  int internalCode() {
    return internalCode;
  }

  static ApiException invalid(String text) {
    return new ApiException(431, 4350, text);
  }

  static ApiException malformed(String text) {
    return new ApiException(431, 9999, text);
  }

  static ApiException internal(String text) {
    return new ApiException(530, 0, text);
  }

  static ApiException unauthorized() {
    return new ApiException(401, -1, "unable to verify user credentials and/or request signature");
  }

  static ApiException of(int code, String text) {
    return new ApiException(code, 9999, text);
  }

  static ApiException missing(String command, String parameter) {
    return malformed(
        UNABLE.formatted(command.toLowerCase(java.util.Locale.ROOT))
            + "missing parameter "
            + parameter);
  }

  static ApiException unknown(String command, String parameter, String value) {
    return malformed(
        UNABLE.formatted(command.toLowerCase(java.util.Locale.ROOT))
            + "invalid value. Invalid parameter %s value=%s due to incorrect long value format, or"
                .formatted(parameter, value)
            + " entity does not exist or due to incorrect parameter annotation for the field in api"
            + " cmd class.");
  }

  static ApiException removed(long number, String type) {
    return invalid("Unable to find UUID for id [%d] of type [%s]".formatted(number, type));
  }
}
