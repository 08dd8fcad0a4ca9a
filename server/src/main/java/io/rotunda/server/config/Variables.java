package io.rotunda.server.config;

import io.rotunda.persistence.DatabaseUrl;
import io.rotunda.server.admin.PasswordHash;
import io.rotunda.server.auth.Secret;
import io.rotunda.server.http.ApiKey;
import io.rotunda.server.redis.RedisUrl;
import io.rotunda.server.transcription.TranscriberKey;
import io.rotunda.server.wire.Origins;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The table of everything that can be set. A row is all that a new variable needs to be read, listed by `--help` and
/// documented; then [Settings] decides what it is for. Those about tokens are in [TokenVariables].
public final class Variables {
    private static final int DAY_MS = 86_400_000;
    private static final int HOUR_MS = 3_600_000;

    static final Variable<Path> CONFIG = Variable.optional(
            "ROTUNDA_CONFIG",
            Kinds.PATH,
            "none",
            "A properties file with any of the variables below; what is in the environment wins. Only in the environment.");

    static final Variable<Integer> PORT =
            Variable.of("PORT", Kinds.whole(0, 65_535), "3000", "Where to listen; 0 picks a free port and prints it.");
    static final Variable<Host> HOST = Variable.optional(
            "HOST",
            new Kind<>("an address or a host name; in development and conformance mode one of loopback", Host::new),
            "127.0.0.1 in development and conformance mode, else 0.0.0.0",
            "The address to listen on.");
    static final Variable<DatabaseUrl> DATABASE_URL = Variable.optional(
                    "DATABASE_URL",
                    new Kind<>("`postgres://…` or `jdbc:postgresql://…`", DatabaseUrl::parse),
                    "an embedded PostgreSQL in `DATA_DIR`, in every mode",
                    "The PostgreSQL to keep everything in.")
            .masked();
    static final Variable<Integer> DATABASE_POOL_SIZE =
            Variable.of("DATABASE_POOL_SIZE", Kinds.whole(1, 1_000), "10", "Connections to PostgreSQL.");
    static final Variable<RedisUrl> REDIS_URL = Variable.optional(
                    "REDIS_URL",
                    new Kind<>(
                            "`redis://…` or `rediss://…`, with commas between the hosts of a cluster, or"
                                    + " `redis-sentinel://host,host/0#master`",
                            RedisUrl::parse),
                    "none",
                    "The Redis that emitters publish in; nothing else uses it yet.")
            .masked();
    static final Variable<Boolean> EMITTERS = Variable.of(
            "EMITTERS",
            Kinds.FLAG,
            "false",
            "Whether back ends may publish through Redis with Socket.IO's emitters: whoever can publish in that Redis"
                    + " can then speak in every room. Needs `REDIS_URL`.");
    static final Variable<Path> DATA_DIR = Variable.of(
            "DATA_DIR",
            Kinds.PATH,
            "./data",
            "Where the embedded PostgreSQL and the secret of development mode are kept.");

    static final Variable<List<ApiKey>> API_KEYS = Variable.optional(
                    "API_KEYS",
                    Kinds.API_KEYS,
                    "none: the server API is off, `/metrics` is for programs on this machine only; development mode makes"
                            + " one for the server API",
                    "What back ends send as a bearer token to use the server API, and monitoring to read `/metrics`: when"
                            + " set, on this machine too. More than one while they are changed.")
            .masked();

    static final Variable<String> ADMIN_USERNAME = Variable.optional(
                    "ADMIN_USERNAME",
                    Kinds.TEXT,
                    "none: no namespace `/admin`",
                    "Who may look at this server with the Socket.IO Admin UI; together with `ADMIN_PASSWORD_BCRYPT`.")
            .masked();
    static final Variable<PasswordHash> ADMIN_PASSWORD_BCRYPT = Variable.optional(
                    "ADMIN_PASSWORD_BCRYPT",
                    Kinds.PASSWORD_HASH,
                    "none: no namespace `/admin`",
                    "The operator's password, hashed.")
            .masked();

    static final Variable<Origins> CORS_ORIGINS = Variable.optional(
            "CORS_ORIGINS",
            Kinds.ORIGINS,
            "the server's own origin only; in development mode any on loopback too",
            "Which web pages may connect.");
    static final Variable<Integer> RATE_LIMIT_EVENTS = Variable.of(
            "RATE_LIMIT_EVENTS",
            Kinds.whole(0, 1_000_000),
            "100",
            "Events that a socket may send per window; 0 turns the limit off.");
    static final Variable<Duration> RATE_LIMIT_WINDOW_MS =
            Variable.of("RATE_LIMIT_WINDOW_MS", Kinds.millis(1, DAY_MS), "60000", "How long a window is.");
    static final Variable<Duration> PING_INTERVAL_MS = Variable.of(
            "PING_INTERVAL_MS",
            Kinds.millis(10, HOUR_MS),
            "25000",
            "How often the server asks whether a client is there.");
    static final Variable<Duration> PING_TIMEOUT_MS =
            Variable.of("PING_TIMEOUT_MS", Kinds.millis(10, HOUR_MS), "60000", "How long a client may take to answer.");
    static final Variable<Integer> MAX_PAYLOAD_BYTES = Variable.of(
            "MAX_PAYLOAD_BYTES",
            Kinds.whole(100, 100_000_000),
            "1000000",
            "The largest message that a client may send.");
    static final Variable<Integer> OUTBOUND_BUFFER_BYTES = Variable.of(
            "OUTBOUND_BUFFER_BYTES",
            Kinds.whole(1_000, 1_000_000_000),
            "1048576",
            "Unsent bytes per socket; a client that is further behind is disconnected and recovers.");
    static final Variable<Integer> MAX_CONNECTIONS =
            Variable.of("MAX_CONNECTIONS", Kinds.whole(0, 10_000_000), "0", "Sockets at a time; 0 is without a limit.");
    static final Variable<Integer> MAX_CONNECTIONS_PER_USER = Variable.of(
            "MAX_CONNECTIONS_PER_USER",
            Kinds.whole(0, 1_000_000),
            "50",
            "Sockets that one user may have at a time; one more is refused. 0 is without a limit.");
    static final Variable<Duration> RECOVERY_WINDOW_MS = Variable.of(
            "RECOVERY_WINDOW_MS",
            Kinds.millis(0, DAY_MS),
            "120000",
            "Within which time a client whose connection was lost comes back to where it was, and hears what it"
                    + " missed; 0 turns that off.");
    static final Variable<Integer> RECOVERY_BUFFER_BYTES = Variable.of(
            "RECOVERY_BUFFER_BYTES",
            Kinds.whole(0, Integer.MAX_VALUE),
            "67108864",
            "What is kept in memory of what was told lately, for clients that come back; when it is not enough, those"
                    + " who were away for longest start over.");
    static final Variable<Duration> PRESENCE_TIMEOUT_MS = Variable.of(
            "PRESENCE_TIMEOUT_MS",
            Kinds.millis(1, DAY_MS),
            "90000",
            "A user from whom nothing is heard for so long is away.");
    static final Variable<Duration> PRESENCE_GRACE_MS = Variable.of(
            "PRESENCE_GRACE_MS",
            Kinds.millis(0, DAY_MS),
            "10000",
            "A user whose last socket went is offline after so long, and whoever comes back sooner was never gone.");
    static final Variable<Integer> PRESENCE_AUDIENCE_MAX = Variable.of(
            "PRESENCE_AUDIENCE_MAX",
            Kinds.whole(0, 10_000_000),
            "500",
            "While an organization has more users than this here, nobody is told who comes or falls silent, nor"
                    + " that somebody goes who was not announced; what users choose is told, and `presence:list` says"
                    + " how it is. 0 is without a limit.");
    static final Variable<Boolean> AUTO_CREATE_ROOMS = Variable.optional(
            "AUTO_CREATE_ROOMS",
            Kinds.FLAG,
            "`true` in development mode, else `false`",
            "Whether the first join or send makes a channel or a conversation that does not exist.");
    static final Variable<Duration> TOOL_PERMISSION_TIMEOUT_MS = Variable.of(
            "TOOL_PERMISSION_TIMEOUT_MS",
            Kinds.millis(1, 600_000),
            "30000",
            "How long a user may take to answer when a back end asks for a permission; then the answer is no.");

    static final Variable<Duration> EXPLAIN_MEMORY_MS = Variable.of(
            "EXPLAIN_MEMORY_MS",
            Kinds.millis(0, DAY_MS),
            "86400000",
            "For how long it is known of sockets that have gone where they were, so that `GET /explain` can say what"
                    + " they were sent. 0 keeps nothing of them.");
    static final Variable<URI> TRANSCRIBER_URL = Variable.optional(
                    "TRANSCRIBER_URL",
                    Kinds.WEB_ADDRESS,
                    "none: audio of calls is refused as unavailable",
                    "A server with OpenAI's transcription API, which makes words of what is said in calls: its address,"
                            + " that of its `/v1`, or the very endpoint.")
            .masked();
    static final Variable<TranscriberKey> TRANSCRIBER_KEY = Variable.optional(
                    "TRANSCRIBER_KEY",
                    new Kind<>("visible characters of ASCII", TranscriberKey::new),
                    "none",
                    "What the transcriber is sent as a bearer token.")
            .masked();
    static final Variable<String> TRANSCRIBER_MODEL = Variable.of(
            "TRANSCRIBER_MODEL",
            new Kind<>("letters, digits and `_ . : / -`", Kinds::model),
            "whisper-1",
            "Which model the transcriber is asked for.");

    static final Variable<URI> WEBHOOK_URL = Variable.optional(
                    "WEBHOOK_URL",
                    Kinds.WEB_ADDRESS,
                    "none: nobody is told",
                    "Who is told by POST what is sent, read, entered and left: see `docs/webhooks.md`. A user and a"
                            + " password in it are sent as such.")
            .masked();
    static final Variable<Secret> WEBHOOK_SECRET = Variable.optional(
                    "WEBHOOK_SECRET",
                    Kinds.SECRET,
                    "none; required with `WEBHOOK_URL`",
                    "What the receiver of webhooks knows by that they are from here.")
            .masked();
    static final Variable<Integer> WEBHOOK_MAX_PENDING = Variable.of(
            "WEBHOOK_MAX_PENDING",
            Kinds.whole(1_000, 5_000_000),
            "1000000",
            "How many events may wait in the database for a receiver that does not accept them; beyond it the oldest"
                    + " give way, and the receiver is told which.");

    static final Variable<Settings.LogFormat> LOG_FORMAT = Variable.of(
            "LOG_FORMAT",
            Kinds.oneOf(Settings.LogFormat.class),
            "text",
            "`json` is for machines. The log goes to stderr.");
    static final Variable<Settings.LogLevel> LOG_LEVEL =
            Variable.of("LOG_LEVEL", Kinds.oneOf(Settings.LogLevel.class), "info", "The least important lines to log.");
    static final Variable<NodeName> NODE_NAME = Variable.optional(
            "NODE_NAME",
            new Kind<>("up to 64 letters, digits and `_ . -`", NodeName::new),
            "the name of the machine",
            "What this node is called in each line of its log and in the Admin UI.");
    static final Variable<Duration> SHUTDOWN_DRAIN_MS = Variable.of(
            "SHUTDOWN_DRAIN_MS",
            Kinds.millis(0, HOUR_MS),
            "10000",
            "Over how long sockets are asked to reconnect elsewhere when the server stops.");
    static final Variable<Boolean> CONFORMANCE_MODE = Variable.of(
            "CONFORMANCE_MODE",
            Kinds.FLAG,
            "false",
            "Be the server that the protocol test suites expect, and nothing else; on loopback only.");

    /// In the order of the documentation.
    public static final List<Variable<?>> ALL = Stream.<List<Variable<?>>>of(
                    List.of(CONFIG, PORT, HOST, DATABASE_URL, DATABASE_POOL_SIZE, REDIS_URL, EMITTERS, DATA_DIR),
                    TokenVariables.ALL,
                    List.of(
                            API_KEYS,
                            ADMIN_USERNAME,
                            ADMIN_PASSWORD_BCRYPT,
                            CORS_ORIGINS,
                            RATE_LIMIT_EVENTS,
                            RATE_LIMIT_WINDOW_MS,
                            PING_INTERVAL_MS,
                            PING_TIMEOUT_MS,
                            MAX_PAYLOAD_BYTES,
                            OUTBOUND_BUFFER_BYTES,
                            MAX_CONNECTIONS,
                            MAX_CONNECTIONS_PER_USER,
                            RECOVERY_WINDOW_MS,
                            RECOVERY_BUFFER_BYTES,
                            PRESENCE_TIMEOUT_MS,
                            PRESENCE_GRACE_MS,
                            PRESENCE_AUDIENCE_MAX,
                            AUTO_CREATE_ROOMS,
                            TOOL_PERMISSION_TIMEOUT_MS,
                            EXPLAIN_MEMORY_MS,
                            TRANSCRIBER_URL,
                            TRANSCRIBER_KEY,
                            TRANSCRIBER_MODEL,
                            WEBHOOK_URL,
                            WEBHOOK_SECRET,
                            WEBHOOK_MAX_PENDING,
                            LOG_FORMAT,
                            LOG_LEVEL,
                            NODE_NAME,
                            SHUTDOWN_DRAIN_MS,
                            CONFORMANCE_MODE))
            .flatMap(List::stream)
            .toList();

    private Variables() {}
}
