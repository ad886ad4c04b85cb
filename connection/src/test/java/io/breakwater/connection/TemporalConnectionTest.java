package io.breakwater.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.common.SearchAttributeKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TemporalConnectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void goesOnWhereItMayNotLookAtSearchAttributes() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Server server = serve(new Greeting(), new Denying(asked));
    try (TemporalConnection temporal =
        TemporalConnection.to("127.0.0.1:" + server.getPort(), PATIENCE)) {

      temporal.register(List.of(SearchAttributeKey.forKeyword("BreakwaterVm")));

      assertThat(asked).hasValue(1);
    } finally {
      server.shutdownNow();
    }
  }

  private static Server serve(BindableService... services) throws IOException {
    NettyServerBuilder server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    for (BindableService service : services) {
      server.addService(service);
    }
    return server.build().start();
  }

  private static final class Greeting extends WorkflowServiceGrpc.WorkflowServiceImplBase {
    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
      answer.onNext(GetSystemInfoResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }

  private static final class Denying extends OperatorServiceGrpc.OperatorServiceImplBase {
    private final AtomicInteger asked;

    Denying(AtomicInteger asked) {
      this.asked = asked;
    }

    @Override
    public void listSearchAttributes(
        ListSearchAttributesRequest request, StreamObserver<ListSearchAttributesResponse> answer) {
      asked.incrementAndGet();
      answer.onError(Status.PERMISSION_DENIED.asRuntimeException());
    }
  }
}
