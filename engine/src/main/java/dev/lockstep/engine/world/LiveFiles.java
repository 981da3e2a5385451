package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Activity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files below a real folder. */
final class LiveFiles implements Files {
    private static final long MAX_NAMED_BYTES = 1 << 20;

    private final LiveWorld world;
    private final Path folder;
    private final Set<LiveFile> open = ConcurrentHashMap.newKeySet();

    LiveFiles(LiveWorld world, Path folder) {
        this.world = world;
        this.folder = folder.toAbsolutePath().normalize();
    }

    private Path resolve(String name) {
        Path path = folder.resolve(name).normalize();
        if (!path.startsWith(folder)) {
            throw new IllegalArgumentException("the file name '" + name + "' leaves the data folder");
        }
        return path;
    }

    @Override
    public WorldFile open(String name) throws IOException {
        world.checkAlive();
        Path path = resolve(name);
        java.nio.file.Files.createDirectories(path.getParent());
        return changed(() -> {
            boolean created = !java.nio.file.Files.exists(path);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (created) {
                durability().created(path);
            }
            return opened(path, channel);
        });
    }

    private interface Change<T> {
        T run() throws IOException;
    }

    /** Nothing is changed any more once a crash looks at the files. */
    private <T> T changed(Change<T> change) throws IOException {
        ReentrantReadWriteLock.ReadLock lock = world.faults().changing();
        lock.lock();
        try {
            world.checkAlive();
            return change.run();
        } finally {
            lock.unlock();
        }
    }

    private Durability durability() {
        return world.faults().durability();
    }

    @Override
    public WorldFile openForReading(String name) throws IOException {
        world.checkAlive();
        Path path = resolve(name);
        return opened(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    private WorldFile opened(Path path, FileChannel channel) {
        LiveFile file = new LiveFile(path, channel);
        open.add(file);
        return file;
    }

    @Override
    public boolean exists(String name) {
        return java.nio.file.Files.exists(resolve(name));
    }

    @Override
    public long size(String name) throws IOException {
        return java.nio.file.Files.size(resolve(name));
    }

    @Override
    public List<String> list(String name) throws IOException {
        try (Stream<Path> entries = java.nio.file.Files.list(resolve(name))) {
            return entries.filter(java.nio.file.Files::isRegularFile).map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    @Override
    public byte[] readAll(String name) throws IOException {
        world.checkAlive();
        return java.nio.file.Files.readAllBytes(resolve(name));
    }

    @Override
    public byte[] readNamed(String path) throws IOException {
        world.checkAlive();
        try {
            Path file = folder.resolve(path);
            if (!java.nio.file.Files.isRegularFile(file)) {
                throw new NoSuchFileException(path, null, "there is no such file");
            }
            if (java.nio.file.Files.size(file) > MAX_NAMED_BYTES) {
                throw new IOException(path + " is larger than " + MAX_NAMED_BYTES + " bytes");
            }
            return java.nio.file.Files.readAllBytes(file);
        } catch (InvalidPathException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        String temporary = name + ".~tmp~";
        try (WorldFile file = open(temporary)) {
            file.truncate(0);
            file.write(0, content, 0, content.length);
            file.force();
        }
        rename(temporary, name);
    }

    @Override
    public void replaceLoosely(String name, byte[] content) throws IOException {
        String temporary = name + ".~tmp~";
        try (WorldFile file = open(temporary)) {
            file.truncate(0);
            file.write(0, content, 0, content.length);
        }
        move(resolve(temporary), resolve(name));
    }

    @Override
    public void delete(String name) throws IOException {
        Path path = resolve(name);
        changed(() -> {
            durability().deleted(path);
            return java.nio.file.Files.deleteIfExists(path);
        });
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Path path = resolve(to);
        move(resolve(from), path);
        forceFolder(Objects.requireNonNull(path.getParent()));
    }

    private void move(Path from, Path to) throws IOException {
        changed(() -> {
            java.nio.file.Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            durability().renamed(from, to);
            return to;
        });
    }

    /** A new name is safe only when its folder is on disk. Systems that cannot open a folder keep names by themselves. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // such as Windows
        }
    }

    @Override
    public Path folder() {
        return folder;
    }

    void closeAll() {
        open.forEach(LiveFile::close);
    }

    private final class LiveFile implements WorldFile {
        private final Path path;
        private final String name;
        private final FileChannel channel;

        LiveFile(Path path, FileChannel channel) {
            this.path = path;
            this.name = String.valueOf(path.getFileName());
            this.channel = channel;
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            world.checkAlive();
            return channel.read(ByteBuffer.wrap(target, offset, length), position);
        }

        @Override
        public void write(long position, byte[] source, int offset, int length) throws IOException {
            changed(() -> {
                durability().writes(path, channel, position, length);
                ByteBuffer buffer = ByteBuffer
                        .wrap(world.faults().onDisk(name, source, offset, length, position), offset, length);
                while (buffer.hasRemaining()) {
                    channel.write(buffer, position + (buffer.position() - offset));
                }
                return length;
            });
        }

        @Override
        public long size() throws IOException {
            world.checkAlive();
            return channel.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            changed(() -> {
                durability().truncates(path, channel, size);
                return channel.truncate(size);
            });
        }

        @Override
        public void force() throws IOException {
            world.checkAlive();
            LiveThread thread = world.threads().current();
            thread.begin(Activity.FSYNC);
            try {
                slow(world.faults().syncDelayNanos(name));
                if (world.faults().syncFails(name)) {
                    throw new IOException(name + ": Input/output error");
                }
                Durability.@Nullable Mark mark = durability().forceBegins(path, channel);
                channel.force(false);
                changed(() -> {
                    durability().forced(path, mark);
                    return true;
                });
            } finally {
                thread.end(Activity.FSYNC);
            }
        }

        private void slow(long nanos) {
            long deadline = System.nanoTime() + nanos;
            for (long left = nanos; left > 0; left = deadline - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
                world.checkAlive();
            }
        }

        @Override
        public void close() {
            open.remove(this);
            try {
                channel.close();
            } catch (IOException _) {
                // nothing was lost: a write that failed has already thrown
            }
        }
    }
}
