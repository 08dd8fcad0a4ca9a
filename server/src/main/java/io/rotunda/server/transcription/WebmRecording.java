package io.rotunda.server.transcription;

import java.util.Arrays;

/// WebM: a head up to the first cluster, then clusters of blocks. A cluster may last for half a minute, so files are
/// cut between blocks; the cluster that is cut begins anew in the next file, at the same time, or its blocks would
/// have none.
final class WebmRecording extends Recording {
    private static final int SEGMENT = 0x18538067;
    private static final int CLUSTER = 0x1f43b675;
    private static final int TIMESTAMP = 0xe7;
    private static final int SIMPLE_BLOCK = 0xa3;
    private static final int BLOCK_GROUP = 0xa0;

    /// Id, size and number, each as long as it can be. It is written again wherever a cluster is cut.
    private static final int MAX_TIMESTAMP_BYTES = 1 + 8 + 8;

    /// Open: how long they become is not known when they begin.
    private static final byte[] SEGMENT_START = {0x18, 0x53, (byte) 0x80, 0x67, 1, -1, -1, -1, -1, -1, -1, -1};
    private static final byte[] CLUSTER_START = {0x1f, 0x43, (byte) 0xb6, 0x75, 1, -1, -1, -1, -1, -1, -1, -1};

    private static final byte[] CLUSTER_ID = Arrays.copyOf(CLUSTER_START, 4);

    private byte[] timestamp = {};
    private boolean clusterBegun;

    WebmRecording() {
        super(AudioFormat.WEBM);
    }

    @Override
    int cut(byte[] data, int from) throws Broken {
        if (!hasHead()) {
            return head(data);
        }
        var element = EbmlElement.at(data, from);
        if (element == null) {
            return 0;
        }
        if (element.id() == CLUSTER) {
            clusterBegun = false;
            return element.body(); // its elements come one by one
        }
        int length = element.whole(data, from);
        if (length > 0) {
            piece(element.id(), data, from, from + length);
        }
        return length;
    }

    @Override
    int resumption(byte[] data) {
        return Bytes.indexOf(data, CLUSTER_ID, 0);
    }

    private void piece(int id, byte[] data, int from, int to) throws Broken {
        switch (id) {
            case TIMESTAMP -> {
                if (to - from > MAX_TIMESTAMP_BYTES) {
                    throw new Broken();
                }
                timestamp = Arrays.copyOfRange(data, from, to);
            }
            case SIMPLE_BLOCK, BLOCK_GROUP -> {
                if (atStart() || !clusterBegun) {
                    addPiece(CLUSTER_START, 0, CLUSTER_START.length);
                    addPiece(timestamp, 0, timestamp.length);
                    clusterBegun = true;
                }
                addPiece(data, from, to);
            }
            default -> {} // indexes and padding
        }
    }

    /// The whole head at once: it says in itself where it ends.
    private int head(byte[] data) throws Broken {
        int segmentAt = -1;
        int insideAt = -1;
        int at = 0;
        while (true) {
            var element = EbmlElement.at(data, at);
            if (element == null) {
                return 0;
            }
            if (element.id() == CLUSTER && segmentAt >= 0) {
                var head = Bytes.joined(
                        Arrays.copyOf(data, segmentAt), SEGMENT_START, Arrays.copyOfRange(data, insideAt, at));
                addToHead(head, 0, head.length); // all or nothing
                return at;
            }
            if (element.id() == SEGMENT) {
                segmentAt = at;
                insideAt = at + element.body();
                at = insideAt;
            } else {
                int length = element.whole(data, at);
                if (length == 0) {
                    return 0;
                }
                at += length;
            }
        }
    }
}
