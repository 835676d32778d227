package io.retort.spark;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.TaskKilledException;

/**
 * Connections of the tasks of a barrier stage to that of rank 0, which passes on what all have. The
 * barrier's own {@code allGather} serves to make them: it waits in pauses of a second, which is too
 * long for the steps of a training.
 */
final class TaskConnections implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 1000;
  private static final int SECRET = 16;

  private final BarrierTaskContext context;

  /** By rank, from 1, where this is rank 0; otherwise that to rank 0. */
  private final List<Connection> connections;

  private TaskConnections(BarrierTaskContext context, List<Connection> connections) {
    this.context = context;
    this.connections = connections;
  }

  /**
   * What a task has.
   *
   * @param kind says what it is
   */
  record Message(byte kind, byte[] content) {}

  /** Connects the tasks; all of them must call this. */
  static TaskConnections open(BarrierTaskContext context) throws IOException {
    List<Connection> connections = new ArrayList<>();
    if (context.numPartitions() > 1) {
      String address = context.getTaskInfos()[0].address();
      InetAddress host = InetAddress.getByName(address.substring(0, address.lastIndexOf(':')));
      if (context.partitionId() == 0) {
        accept(context, host, connections);
      } else {
        String first = context.allGather("")[0];
        int space = first.indexOf(' ');
        Socket socket = new Socket(host, Integer.parseInt(first.substring(0, space)));
        Connection connection = new Connection(context, socket);
        connections.add(connection);
        connection.out.write(HexFormat.of().parseHex(first.substring(space + 1)));
        connection.out.writeInt(context.partitionId());
        connection.out.flush();
      }
    }
    return new TaskConnections(context, connections);
  }

  private static void accept(
      BarrierTaskContext context, InetAddress host, List<Connection> connections)
      throws IOException {
    int others = context.numPartitions() - 1;
    byte[] secret = new byte[SECRET];
    new SecureRandom().nextBytes(secret);
    Connection[] byRank = new Connection[others];
    try (ServerSocket server = new ServerSocket(0, others, host)) {
      server.setSoTimeout(TIMEOUT_MILLIS);
      context.allGather(server.getLocalPort() + " " + HexFormat.of().formatHex(secret));
      for (int accepted = 0; accepted < others; ) {
        try {
          Socket socket = server.accept();
          if (knows(socket, secret)) {
            Connection connection = new Connection(context, socket);
            byRank[connection.in.readInt() - 1] = connection;
            accepted++;
          } else {
            socket.close();
          }
        } catch (SocketTimeoutException nobody) {
          requireAlive(context);
        }
      }
    }
    connections.addAll(List.of(byRank));
  }

  /** Whether a task is calling; strangers that say nothing must not keep tasks waiting. */
  private static boolean knows(Socket socket, byte[] secret) {
    try {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      return MessageDigest.isEqual(socket.getInputStream().readNBytes(SECRET), secret);
    } catch (IOException stranger) {
      return false;
    }
  }

  int rank() {
    return context.partitionId();
  }

  int size() {
    return context.numPartitions();
  }

  /**
   * Gives all tasks what each of them has.
   *
   * @return by rank
   * @throws IOException if another task is lost
   */
  List<Message> allGather(Message own) throws IOException {
    requireAlive(context);
    List<Message> all = new ArrayList<>();
    if (rank() == 0) {
      all.add(own);
      for (Connection each : connections) {
        all.add(each.read());
      }
    }
    for (Connection each : connections) {
      for (Message message : rank() == 0 ? all : List.of(own)) {
        each.write(message);
      }
      each.out.flush();
    }
    while (all.size() < size()) {
      all.add(connections.get(0).read());
    }
    return all;
  }

  private static void requireAlive(BarrierTaskContext context) {
    if (context.isInterrupted()) {
      throw new TaskKilledException("the job was cancelled, or another task was lost");
    }
  }

  @Override
  public void close() throws IOException {
    for (Connection each : connections) {
      each.socket.close();
    }
  }

  private static final class Connection {
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Connection(BarrierTaskContext context, Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      this.in = new DataInputStream(new Waiting(context, socket.getInputStream()));
      this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
    }

    void write(Message message) throws IOException {
      out.writeInt(message.content().length);
      out.writeByte(message.kind());
      out.write(message.content());
    }

    Message read() throws IOException {
      int length = in.readInt();
      byte kind = in.readByte();
      byte[] content = new byte[length];
      in.readFully(content);
      return new Message(kind, content);
    }
  }

  /** Waits for bytes until there are some, or the task is killed. */
  private static final class Waiting extends FilterInputStream {
    private final BarrierTaskContext context;

    Waiting(BarrierTaskContext context, InputStream in) {
      super(in);
      this.context = context;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      if (read(one, 0, 1) < 0) {
        throw new EOFException("Another task was lost");
      }
      return one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      while (true) {
        try {
          return in.read(bytes, offset, length);
        } catch (SocketTimeoutException nothing) {
          requireAlive(context);
        }
      }
    }
  }
}
