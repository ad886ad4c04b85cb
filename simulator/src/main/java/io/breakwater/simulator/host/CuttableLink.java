package io.breakwater.simulator.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection to a real server on 127.0.0.1 that can be cut and mended. Bytes pass unread.
 * Thread-safe.
 */
public final class CuttableLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CuttableLink.class);
  private static final int BUFFER = 16 * 1024;

  private final InetSocketAddress target;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  private CuttableLink(InetSocketAddress target, ServerSocket server) {
    this.target = target;
    this.server = server;
  }

  /** A link to that port, listening on any free one. */
  public static CuttableLink to(int port) {
    InetAddress here = InetAddress.getLoopbackAddress();
    try {
      CuttableLink link =
          new CuttableLink(new InetSocketAddress(here, port), new ServerSocket(0, 100, here));
      JsonServer.daemonThread(link::accept, "cuttable-link").start();
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException("open a link to port " + port, e);
    }
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** Breaks every connection; new ones are closed at once until {@link #mend()}. */
  public void cut() {
    cut = true;
    sockets.forEach(CuttableLink::close);
    sockets.clear();
  }

  /** Lets connections pass again. */
  public void mend() {
    cut = false;
  }

  @Override
  public void close() {
    cut();
    try {
      server.close();
    } catch (IOException e) {
      log.debug("close the link to {}", target, e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        join(server.accept());
      } catch (IOException e) {
        log.debug("a connection to {} did not come about", target, e);
      }
    }
  }

  private void join(Socket caller) throws IOException {
    if (cut) {
      close(caller);
      return;
    }
    Socket onward = new Socket();
    try {
      onward.connect(target);
      onward.setTcpNoDelay(true);
      caller.setTcpNoDelay(true);
    } catch (IOException e) {
      close(caller);
      close(onward);
      throw e;
    }
    sockets.add(caller);
    sockets.add(onward);
    JsonServer.daemonThread(() -> pump(caller, onward), "cuttable-link-there").start();
    JsonServer.daemonThread(() -> pump(onward, caller), "cuttable-link-back").start();
    if (cut) {
      cut();
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      log.trace("a connection to {} ended", target, e);
    } finally {
      close(from);
      close(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      log.trace("close a socket", e);
    }
  }
}
