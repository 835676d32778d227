package io.retort.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A body whose time is over, whatever its reader does at that moment. */
@Timeout(60)
class BodyChunksTest {
  private static final Set<Thread.State> RUNNING =
      EnumSet.of(Thread.State.NEW, Thread.State.RUNNABLE);

  private final FakeRequest request = new FakeRequest();
  private final FakeReceiver receiver = new FakeReceiver();
  private final BodyChunks body = new BodyChunks(request.proxy(), Duration.ofSeconds(1), receiver);

  @Test
  void aRequestThatWaitsForBytesFails() {
    body.run();
    request.clock.run();
    assertInstanceOf(TimeoutException.class, receiver.failure);
    assertEquals(0, receiver.ends);
  }

  @Test
  void aRequestDoesNotFailWhileItIsRead() throws Exception {
    body.run();
    request.chunks.add(chunk(false));
    request.reading = new CountDownLatch(1);
    request.mayRead = new CountDownLatch(1);
    Thread reader = start(body);
    request.reading.await();
    Thread clock = start(request.clock);
    // It waits for the reader, or has failed the request by now.
    while (RUNNING.contains(clock.getState())) {
      Thread.onSpinWait();
    }
    assertNull(request.failure);
    request.mayRead.countDown();
    reader.join();
    clock.join();
    assertNull(request.failure);
    assertInstanceOf(TimeoutException.class, receiver.failure);
  }

  @Test
  void aRequestThatHasArrivedDoesNotFail() {
    body.run();
    request.chunks.add(chunk(true));
    body.run();
    request.clock.run();
    assertNull(request.failure);
    assertNull(receiver.failure);
    assertEquals(1, receiver.ends);
  }

  private static Content.Chunk chunk(boolean last) {
    return Content.Chunk.from(ByteBuffer.wrap(new byte[1]), last);
  }

  private static Thread start(Runnable action) {
    Thread thread = new Thread(action);
    thread.start();
    return thread;
  }

  private static final class FakeReceiver implements BodyChunks.Receiver {
    private int ends;
    private Throwable failure;

    @Override
    public boolean take(Content.Chunk chunk) {
      return true;
    }

    @Override
    public void ended() {
      ends++;
    }

    @Override
    public void failed(Throwable cause) {
      failure = cause;
    }
  }

  /** A request with the methods that are needed to read it. */
  private final class FakeRequest {
    private final Queue<Content.Chunk> chunks = new ArrayDeque<>();
    private CountDownLatch reading = new CountDownLatch(0);
    private CountDownLatch mayRead = new CountDownLatch(0);
    private Runnable clock;
    private Throwable failure;

    Request proxy() {
      Scheduler scheduler =
          proxy(
              Scheduler.class,
              (method, arguments) -> {
                clock = (Runnable) arguments[0];
                return (Scheduler.Task) () -> true;
              });
      Components components = proxy(Components.class, (method, arguments) -> scheduler);
      return proxy(
          Request.class,
          (method, arguments) ->
              switch (method) {
                case "getComponents" -> components;
                case "read" -> read();
                case "demand" -> null;
                case "fail" -> fail((Throwable) arguments[0]);
                default -> throw new AssertionError(method);
              });
    }

    private Content.Chunk read() throws InterruptedException {
      reading.countDown();
      mayRead.await();
      return failure == null ? chunks.poll() : Content.Chunk.from(failure, true);
    }

    private Object fail(Throwable cause) {
      failure = cause;
      body.run();
      return null;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> answer.of(method.getName(), arguments)));
    }
  }

  private interface Answer {
    Object of(String method, Object[] arguments) throws Throwable;
  }
}
