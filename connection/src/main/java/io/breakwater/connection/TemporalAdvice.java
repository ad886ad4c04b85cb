package io.breakwater.connection;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What to do about a Temporal that cannot be used, in the words of its profile. */
public final class TemporalAdvice {
  private static final String PROFILE = " in temporal.toml";

  private TemporalAdvice() {}

  /**
   * What the failure of a connection asks for.
   *
   * @param failure as {@link TemporalConnection} throws it
   */
  public static String on(Throwable failure) {
    String said = chain(failure).map(String::valueOf).collect(Collectors.joining("\n"));
    if (has(failure, ProfileUnreadable.class)) {
      return "correct that file; temporal config list reads it too";
    }
    if (has(failure, NoSuchFileException.class) || said.contains("SSL context")) {
      return "see tls.client_cert_path, tls.client_key_path and tls.server_ca_cert_path"
          + PROFILE
          + ": PEM files that this account can read, the key as PKCS #8";
    }
    return switch (code(failure)) {
      case PERMISSION_DENIED, UNAUTHENTICATED ->
          "it does not take these credentials: set api_key"
              + PROFILE
              + ", or TEMPORAL_API_KEY,"
              + " to a key that may use the namespace";
      case NOT_FOUND ->
          "set namespace"
              + PROFILE
              + ", or TEMPORAL_NAMESPACE, to one that is there, or create"
              + " it: temporal operator namespace create";
      default -> onConnection(failure, said);
    };
  }

  private static String onConnection(Throwable failure, String said) {
    if (said.contains("CERTIFICATE_REQUIRED")) {
      return "it asks for a client's certificate: set tls.client_cert_path and"
          + " tls.client_key_path"
          + PROFILE;
    }
    if (said.contains("_ALERT_")) {
      return "it does not take the client's certificate: see tls.client_cert_path"
          + PROFILE
          + ", which an authority has to have signed that the server trusts";
    }
    if (said.contains("No name matching") || said.contains("subject alternative")) {
      return "its certificate is for another name: address it by that, or set tls.server_name"
          + PROFILE;
    }
    if (said.contains("certification path") || said.contains("CERTIFICATE_VERIFY_FAILED")) {
      return "its certificate is not trusted: set tls.server_ca_cert_path"
          + PROFILE
          + " to that of the authority that signed it";
    }
    if (has(failure, SSLException.class)) {
      return "see tls" + PROFILE;
    }
    if (said.contains("Network closed")) {
      return "it hung up: if it asks for TLS, add [profile.default.tls]" + PROFILE;
    }
    return "start it, or set TEMPORAL_ADDRESS, or address" + PROFILE;
  }

  private static Status.Code code(Throwable failure) {
    return chain(failure)
        .filter(StatusRuntimeException.class::isInstance)
        .map(e -> ((StatusRuntimeException) e).getStatus().getCode())
        .findFirst()
        .orElse(Status.Code.UNKNOWN);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    return chain(failure).anyMatch(kind::isInstance);
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause);
  }
}
