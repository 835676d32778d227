package io.retort.runtime.server;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.serving.Student;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A student over HTTP: the REST API of the Open Inference Protocol (version 2), {@code POST
 * /predict} for raw rows and images, and {@code GET /metrics} for Prometheus. Samples of requests
 * that arrive together are predicted together.
 *
 * <pre>{@code
 * Student student = Student.load(folder);
 * try (StudentServer server = StudentServer.start(student, ServerSettings.builder().build())) {
 *   server.await();
 * }
 * }</pre>
 */
public final class StudentServer implements AutoCloseable {
  /** Memory for requests, in the largest bodies. */
  private static final int BODIES = 8;

  /** How long threads have to end that nobody waits for. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Student student;
  private final ServerSettings settings;
  private final BatchQueue queue;
  private final BatchWorkers workers;
  private final Server server;
  private final ServerConnector connector;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private int port;
  private boolean closed;

  private StudentServer(Student student, ServerSettings settings) {
    this.student = student;
    this.settings = settings;
    this.queue = new BatchQueue(settings.maxQueue(), settings.maxBatch(), settings.batchDelay());
    this.server = new Server(threads());
    this.connector = new ServerConnector(server, null, null, null, 0, -1, http());
    MemoryBudget memory = new MemoryBudget(BODIES * settings.maxBody());
    ServerMetrics metrics =
        new ServerMetrics(
            queue::size, memory::taken, () -> connector.getConnectedEndPoints().size());
    this.workers = new BatchWorkers(student, queue, metrics);
    PredictionService service =
        new PredictionService(student, settings.name(), settings.maxQueue(), queue);
    server.setHandler(new GracefulHandler(new StudentHandler(settings, service, memory, metrics)));
    configure();
  }

  private static QueuedThreadPool threads() {
    int processors = Runtime.getRuntime().availableProcessors();
    QueuedThreadPool threads = new QueuedThreadPool(8 + 2 * processors, 4);
    threads.setName("retort-http");
    return threads;
  }

  private static ConnectionFactory http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    return new HttpConnectionFactory(http);
  }

  private void configure() {
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.idleTimeout().toMillis());
    // Connections that do nothing keep the server from stopping so long.
    connector.setShutdownIdleTimeout(100);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
    server.setErrorHandler(new ErrorReplies());
    server.setStopTimeout(settings.stopTimeout().toMillis());
    settings
        .accessLog()
        .ifPresent(
            lines ->
                server.setRequestLog(
                    new CustomRequestLog(lines::accept, CustomRequestLog.EXTENDED_NCSA_FORMAT)));
  }

  /**
   * Serves a student, until the server is closed.
   *
   * @param student closed with the server, or if the server cannot be started
   * @param settings how it is served
   * @return a server that takes requests
   * @throws RetortException if the address cannot be listened on, such as a port in use
   */
  public static StudentServer start(Student student, ServerSettings settings) {
    StudentServer server = null;
    try {
      server = new StudentServer(student, settings);
      server.start();
      return server;
    } catch (RuntimeException | Error failure) {
      if (server == null) {
        student.close();
      } else {
        server.close();
      }
      throw failure;
    }
  }

  private void start() {
    try {
      server.start();
    } catch (Exception failure) {
      Throwable cause = failure.getCause() instanceof BindException bind ? bind : failure;
      if (cause instanceof BindException
          || failure.getCause() instanceof UnresolvedAddressException) {
        throw new RetortException(
            ErrorKind.ENVIRONMENT,
            "The server cannot listen on "
                + settings.host()
                + ", port "
                + settings.port()
                + ": "
                + (cause instanceof BindException ? Reason.of(cause) : "the name has no address")
                + "; choose another port or host",
            failure);
      }
      throw new RetortException(
          ErrorKind.ENVIRONMENT, "The server cannot be started: " + Reason.of(failure), failure);
    }
    port = connector.getLocalPort();
    workers.start(settings.threads());
  }

  /**
   * The port that the server listens on.
   *
   * @return the one that was free, where the settings say 0
   */
  public int port() {
    return port;
  }

  /**
   * Waits until the server has been closed.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void await() throws InterruptedException {
    stopped.await();
  }

  /**
   * Stops the server: it takes no more requests, finishes those that are under way within the
   * settings' time, and closes the student.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      server.stop();
    } catch (Exception failure) {
      warn("The server has not stopped in order", failure);
    }
    queue.close();
    queue.clear().forEach(job -> job.fail(HttpRefusal.busy("The server has been stopped")));
    boolean ended = workers.await(GRACE);
    if (ended) {
      student.close();
    } else {
      closeLater();
    }
    stopped.countDown();
  }

  /** A prediction that does not end keeps the student, but not whoever closes the server. */
  private void closeLater() {
    warn("A prediction has not ended; the student is closed when it has", null);
    Thread thread = new Thread(student::close, "retort-student-closer");
    thread.setDaemon(true);
    thread.start();
  }

  private static void warn(String sentence, Throwable failure) {
    System.getLogger(StudentServer.class.getName())
        .log(System.Logger.Level.WARNING, sentence, failure);
  }
}
