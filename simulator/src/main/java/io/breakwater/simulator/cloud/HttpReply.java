package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.host.Reply;
import java.util.Locale;

/** What goes back over HTTP. */
record HttpReply(int status, String contentType, String body) {

  private static final String JSON = "application/json;charset=utf-8";
  private static final String HTML = "text/html;charset=iso-8859-1";

  /** Close the connection, say nothing. */
  static final HttpReply NONE = new HttpReply(0, null, null);

  boolean isNone() {
    return body == null;
  }

  /** Null when the connection is to be closed. */
  Reply asReply() {
    return isNone() ? null : new Reply(status, contentType, body);
  }

  static HttpReply ok(String command, JsonNode inside) {
    return json(200, responseName(command), inside);
  }

  static HttpReply error(String name, ApiException error) {
    ObjectNode inside = Json.object();
    inside.putArray("uuidList");
    inside.put("errorcode", error.code());
    if (error.internalCode() >= 0) {
      inside.put("cserrorcode", error.internalCode());
    }
    inside.put("errortext", error.getMessage());
    return json(error.code(), name, inside);
  }

  static String responseName(String command) {
    return command.toLowerCase(Locale.ROOT) + "response";
  }

  /** The same in XML, where it is JSON. */
  HttpReply asXml() {
    if (!JSON.equals(contentType)) {
      return this;
    }
    try {
      return new HttpReply(status, "text/xml;charset=utf-8", Xml.of(Json.ANSWERS.readTree(body)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + body, e);
    }
  }

  private static HttpReply json(int status, String name, JsonNode inside) {
    try {
      String body = Json.ANSWERS.writeValueAsString(Json.object().set(name, inside));
      return new HttpReply(status, JSON, body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the answer to " + name, e);
    }
  }

  /** The answer that a fault makes, {@link #NONE} where it makes none. */
  static HttpReply of(Fault fault, String command) {
    int code = fault.code() == 0 ? 530 : fault.code();
    String text = fault.text() == null ? "Simulated failure" : fault.text();
    return switch (fault.kind()) {
      case HTML_404 -> databaseGone();
      case UNAVAILABLE_503 -> starting();
      case THROTTLED_429 -> error(responseName(command), throttled());
      case BEFORE_EFFECT, AFTER_EFFECT -> error(responseName(command), ApiException.of(code, text));
      default -> NONE;
    };
  }

  private static ApiException throttled() {
    return ApiException.of(
        429, "The given user has reached his/her account api limit, please retry after [9837] ms.");
  }

  /** The page that CloudStack 4.22 shows when its database does not answer. */
  static HttpReply databaseGone() {
    String cause =
        "com.cloud.utils.exception.CloudRuntimeException: Unable to find by id on DB, due to:"
            + " cloud - Connection is not available, request timed out after 30000ms (total=4,"
            + " active=4, idle=0, waiting=16)";
    return new HttpReply(
        404,
        HTML,
        page(
                "404",
                "Not Found",
                "/client/api",
                "<tr><th>CAUSED BY:</th><td>" + cause + "</td></tr>\n")
            .replace(
                "\n\n</body>",
                "\n<h3>Caused by:</h3><pre>"
                    + cause
                    + "\n\tat com.cloud.utils.db.GenericDaoBase.findById(GenericDaoBase.java:1089)\n"
                    + "</pre>\n</body>"));
  }

  static HttpReply starting() {
    return new HttpReply(503, HTML, page("503", "Service Unavailable", "/client/api", ""));
  }

  static HttpReply notFound(String path) {
    return new HttpReply(404, HTML, page("404", "Not Found", path, ""));
  }

  private static String page(String status, String message, String path, String more) {
    return """
        <html>
        <head>
        <meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>
        <title>Error %1$s %2$s</title>
        </head>
        <body><h2>HTTP ERROR %1$s %2$s</h2>
        <table>
        <tr><th>URI:</th><td>%3$s</td></tr>
        <tr><th>STATUS:</th><td>%1$s</td></tr>
        <tr><th>MESSAGE:</th><td>%2$s</td></tr>
        <tr><th>SERVLET:</th><td>default</td></tr>
        %4$s</table>

        </body>
        </html>
        """
        .formatted(status, message, path, more);
  }
}
