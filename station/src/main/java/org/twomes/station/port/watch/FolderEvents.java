package org.twomes.station.port.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.Threads;

/** The kernel's events of one folder (inotify), attribute changes included, on a thread of its own. */
final class FolderEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderEvents.class);

    /** Receives changes of the folder's entries, on this thread. */
    interface Listener {
        /** An entry was created or renamed into the folder. */
        void created(String name);

        /** Its attributes or content changed. */
        void changed(String name);

        /** An entry was deleted or renamed away. */
        void deleted(String name);

        /** Events were lost. */
        void lost();
    }

    private final Path folder;
    private final Listener listener;
    private @Nullable WatchService service;
    private @Nullable WatchKey key;
    private boolean closed;

    FolderEvents(Path folder, Listener listener) {
        this.folder = folder;
        this.listener = listener;
    }

    /** Starts listening, again if the folder itself was replaced. Does nothing after close. */
    synchronized void ensure() {
        WatchKey now = key;
        if (closed || (now != null && now.isValid())) {
            return;
        }
        try {
            WatchService open = service;
            if (open == null) {
                open = folder.getFileSystem().newWatchService();
                service = open;
                WatchService taken = open;
                Threads.daemon("port events", () -> listen(taken)).start();
            }
            key = folder.register(
                    open,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_DELETE,
                    StandardWatchEventKinds.ENTRY_MODIFY);
        } catch (IOException e) {
            LOG.warn("{} cannot be watched; boards are found by the periodic rescan only: {}", folder, e.toString());
        }
    }

    private void listen(WatchService open) {
        try {
            while (true) {
                WatchKey ready = open.take();
                for (WatchEvent<?> event : ready.pollEvents()) {
                    dispatch(event);
                }
                if (!ready.reset()) {
                    listener.lost();
                }
            }
        } catch (ClosedWatchServiceException e) {
            LOG.debug("{}: watch closed", folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch(WatchEvent<?> event) {
        if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
            listener.lost();
        } else if (event.context() instanceof Path name) {
            if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
                listener.created(name.toString());
            } else if (event.kind() == StandardWatchEventKinds.ENTRY_DELETE) {
                listener.deleted(name.toString());
            } else {
                listener.changed(name.toString());
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        WatchService open = service;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("{}: closing the watch failed", folder, e);
            }
        }
    }
}
