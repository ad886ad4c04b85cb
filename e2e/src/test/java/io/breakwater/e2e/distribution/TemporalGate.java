package io.breakwater.e2e.distribution;

import io.breakwater.e2e.distribution.TestAuthority.Signed;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a Temporal server, which asks for nothing itself, and lets calls through by TLS
 * only: with a certificate of the authority, with an API key, or with both.
 */
final class TemporalGate implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Optional<String> apiKey;
  private final ManagedChannel server;
  private final Server gate;
  private final AtomicInteger refused = new AtomicInteger();
  private final Set<String> passed = ConcurrentHashMap.newKeySet();

  /**
   * @param server where calls go
   * @param clients whose certificates are asked for; empty to ask for none
   * @param apiKey what is asked for as bearer; empty to ask for none
   */
  TemporalGate(
      String server, Signed identity, Optional<TestAuthority> clients, Optional<String> apiKey)
      throws IOException {
    this.apiKey = apiKey;
    this.server = ManagedChannelBuilder.forTarget(server).usePlaintext().build();
    this.gate =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                credentials(identity, clients))
            .fallbackHandlerRegistry(new AnyMethod())
            .build()
            .start();
  }

  private static ServerCredentials credentials(Signed identity, Optional<TestAuthority> clients)
      throws IOException {
    TlsServerCredentials.Builder credentials =
        TlsServerCredentials.newBuilder()
            .keyManager(identity.certificate().toFile(), identity.key().toFile());
    if (clients.isPresent()) {
      credentials
          .trustManager(clients.get().certificate().toFile())
          .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
    }
    return credentials.build();
  }

  /** By the name that its certificate has. */
  String address() {
    return "localhost:" + gate.getPort();
  }

  /** How many calls had not the key that is asked for. */
  int refused() {
    return refused.get();
  }

  /** The methods of Temporal's API that were called with what is asked for. */
  Set<String> passed() {
    return Set.copyOf(passed);
  }

  @Override
  public void close() throws InterruptedException {
    gate.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
  }

  private final class AnyMethod extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      MethodDescriptor<byte[], byte[]> method =
          MethodDescriptor.newBuilder(new AsItIs(), new AsItIs())
              .setFullMethodName(name)
              .setType(MethodDescriptor.MethodType.UNKNOWN)
              .build();
      return ServerMethodDefinition.create(method, new Through());
    }
  }

  private final class Through implements ServerCallHandler<byte[], byte[]> {
    @Override
    public ServerCall.Listener<byte[]> startCall(
        ServerCall<byte[], byte[]> outer, Metadata headers) {
      String shown = headers.get(AUTHORIZATION);
      if (apiKey.isPresent() && !("Bearer " + apiKey.get()).equals(shown)) {
        refused.incrementAndGet();
        // As Temporal's own server answers.
        outer.close(
            Status.PERMISSION_DENIED.withDescription("Request unauthorized."), new Metadata());
        return new ServerCall.Listener<>() {};
      }
      MethodDescriptor<byte[], byte[]> method = outer.getMethodDescriptor();
      passed.add(method.getFullMethodName());
      ClientCall<byte[], byte[]> inner = server.newCall(method, CallOptions.DEFAULT);
      inner.start(new Back(inner, outer), headers);
      inner.request(1);
      outer.request(1);
      return new Forth(outer, inner);
    }
  }

  /** From the client to the server. */
  private static final class Forth extends ServerCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> outer;
    private final ClientCall<byte[], byte[]> inner;

    Forth(ServerCall<byte[], byte[]> outer, ClientCall<byte[], byte[]> inner) {
      this.outer = outer;
      this.inner = inner;
    }

    @Override
    public void onMessage(byte[] message) {
      inner.sendMessage(message);
      outer.request(1);
    }

    @Override
    public void onHalfClose() {
      inner.halfClose();
    }

    @Override
    public void onCancel() {
      inner.cancel("the client went away", null);
    }
  }

  /** From the server to the client. */
  private static final class Back extends ClientCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> inner;
    private final ServerCall<byte[], byte[]> outer;

    Back(ClientCall<byte[], byte[]> inner, ServerCall<byte[], byte[]> outer) {
      this.inner = inner;
      this.outer = outer;
    }

    @Override
    public void onHeaders(Metadata headers) {
      outer.sendHeaders(headers);
    }

    @Override
    public void onMessage(byte[] message) {
      outer.sendMessage(message);
      inner.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      outer.close(status, trailers);
    }
  }

  private static final class AsItIs implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("read a message", e);
      }
    }
  }
}
