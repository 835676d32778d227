package io.retort.runtime.server;

import io.retort.core.Echo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How a student is served.
 *
 * @param host the address to listen on; {@code 0.0.0.0} for all of the machine
 * @param port the port; 0 for any that is free
 * @param name what the student is called in URLs
 * @param maxBody the bytes of a request's body at most. Bodies that are being read, or whose
 *     responses are not sent, take, with the samples in them, at most eight times as much together
 * @param maxBatch how many samples are predicted together at most
 * @param maxQueue how many samples wait at most, and how many a request may have
 * @param threads how many batches are predicted at the same time
 * @param batchDelay how long a sample waits for others at most; zero to take what waits already
 * @param maxConnections how many connections are open at most; others wait to be accepted
 * @param idleTimeout how long a connection may neither read nor write
 * @param bodyTimeout how long the body of a request may take to arrive
 * @param stopTimeout how long requests that are under way may take when the server is closed
 * @param accessLog takes a line for each request; empty for none
 */
public record ServerSettings(
    String host,
    int port,
    String name,
    long maxBody,
    int maxBatch,
    int maxQueue,
    int threads,
    Duration batchDelay,
    int maxConnections,
    Duration idleTimeout,
    Duration bodyTimeout,
    Duration stopTimeout,
    Optional<Consumer<String>> accessLog) {

  /** Names for which there is no path, or only one that servers refuse as ambiguous. */
  private static final Pattern UNREACHABLE =
      Pattern.compile("\\.\\.?|.*[/\\\\%;\\p{Cntrl}].*", Pattern.DOTALL);

  public ServerSettings {
    require(port >= 0 && port <= 65535, "The port", port, "from 0 to 65,535");
    require(
        !name.isBlank() && !UNREACHABLE.matcher(name).matches(),
        "The name",
        Echo.quoted(name),
        "a name for URLs, without '/', '\\', '%' and ';'");
    // An array of bytes holds a body.
    require(maxBody >= 1 && maxBody <= 1 << 30, "The largest body", maxBody, "1 byte to 1 GiB");
    require(maxBatch >= 1, "The largest batch", maxBatch, "at least 1");
    require(maxQueue >= 1, "The longest queue", maxQueue, "at least 1");
    require(threads >= 1, "The number of threads", threads, "at least 1");
    require(maxConnections >= 1, "The number of connections", maxConnections, "at least 1");
    require(!batchDelay.isNegative(), "The delay of batches", batchDelay, "zero or more");
    require(!stopTimeout.isNegative(), "The time to stop", stopTimeout, "zero or more");
    require(idleTimeout.toMillis() > 0, "The idle timeout", idleTimeout, "a millisecond or more");
    require(bodyTimeout.toMillis() > 0, "The body timeout", bodyTimeout, "a millisecond or more");
  }

  private static void require(boolean fulfilled, String what, Object is, String expected) {
    if (!fulfilled) {
      throw new IllegalArgumentException(what + " is " + is + "; it must be " + expected);
    }
  }

  /**
   * Settings to be completed.
   *
   * @return all with their defaults: port 8080 of this machine alone, bodies of 16 MiB, batches of
   *     256 samples, a queue of 4,096, as many threads as processors
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings that are being put together. */
  public static final class Builder {
    private String host = "127.0.0.1";
    private int port = 8080;
    private String name = "student";
    private long maxBody = 16 << 20;
    private int maxBatch = 256;
    private int maxQueue = 4096;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Duration batchDelay = Duration.ZERO;
    private int maxConnections = 1024;
    private Duration idleTimeout = Duration.ofSeconds(30);
    private Duration bodyTimeout = Duration.ofMinutes(1);
    private Duration stopTimeout = Duration.ofSeconds(10);
    private Optional<Consumer<String>> accessLog = Optional.empty();

    private Builder() {}

    /** Sets {@link ServerSettings#host}. */
    public Builder host(String host) {
      this.host = host;
      return this;
    }

    /** Sets {@link ServerSettings#port}. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** Sets {@link ServerSettings#name}. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /**
     * Sets {@link ServerSettings#name} to that of the experiment which a saved student comes from,
     * or to the folder's name where the folder does not say it.
     */
    public Builder nameOf(Path student) {
      return name(StudentName.of(student));
    }

    /** Sets {@link ServerSettings#maxBody}. */
    public Builder maxBody(long bytes) {
      this.maxBody = bytes;
      return this;
    }

    /** Sets {@link ServerSettings#maxBatch}. */
    public Builder maxBatch(int samples) {
      this.maxBatch = samples;
      return this;
    }

    /** Sets {@link ServerSettings#maxQueue}. */
    public Builder maxQueue(int samples) {
      this.maxQueue = samples;
      return this;
    }

    /** Sets {@link ServerSettings#threads}. */
    public Builder threads(int threads) {
      this.threads = threads;
      return this;
    }

    /** Sets {@link ServerSettings#batchDelay}. */
    public Builder batchDelay(Duration delay) {
      this.batchDelay = delay;
      return this;
    }

    /** Sets {@link ServerSettings#maxConnections}. */
    public Builder maxConnections(int connections) {
      this.maxConnections = connections;
      return this;
    }

    /** Sets {@link ServerSettings#bodyTimeout}. */
    public Builder bodyTimeout(Duration timeout) {
      this.bodyTimeout = timeout;
      return this;
    }

    /** Sets {@link ServerSettings#idleTimeout}. */
    public Builder idleTimeout(Duration timeout) {
      this.idleTimeout = timeout;
      return this;
    }

    /** Sets {@link ServerSettings#stopTimeout}. */
    public Builder stopTimeout(Duration timeout) {
      this.stopTimeout = timeout;
      return this;
    }

    /** Sets {@link ServerSettings#accessLog}. */
    public Builder accessLog(Consumer<String> lines) {
      this.accessLog = Optional.of(lines);
      return this;
    }

    /**
     * The settings.
     *
     * @return the complete settings
     * @throws IllegalArgumentException naming the one that is out of range
     */
    public ServerSettings build() {
      return new ServerSettings(
          host,
          port,
          name,
          maxBody,
          maxBatch,
          maxQueue,
          threads,
          batchDelay,
          maxConnections,
          idleTimeout,
          bodyTimeout,
          stopTimeout,
          accessLog);
    }
  }
}
