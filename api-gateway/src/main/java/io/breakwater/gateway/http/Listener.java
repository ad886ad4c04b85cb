package io.breakwater.gateway.http;

import io.javalin.config.JettyConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Where the server listens.
 *
 * @param port 0 for any free one
 * @param idle after how long a connection on which nothing happens is closed; never one whose
 *     request is being worked on
 * @param keystore for TLS; null for plain HTTP
 */
public record Listener(
    String host, int port, Duration idle, Path keystore, String keystorePassword) {

  void addTo(JettyConfig jetty) {
    if (keystore == null) {
      jetty.host = host;
      jetty.port = port;
    } else {
      jetty.addConnector(this::secure);
    }
  }

  private ServerConnector secure(Server server, HttpConfiguration http) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(keystore.toAbsolutePath().toString());
    tls.setKeyStorePassword(keystorePassword);
    tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    HttpConfiguration secured = new HttpConfiguration(http);
    secured.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(secured));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(idle.toMillis());
    return connector;
  }

  /** The password stays out. */
  @Override
  public String toString() {
    return "Listener[" + host + ":" + port + (keystore == null ? "" : ", TLS") + "]";
  }
}
