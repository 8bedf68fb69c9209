import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Offers 400 tasks of 100 ms at once to a pool of 4 to 64 threads, with two kinds of queue. */
public class PoolQueue {
    static void run(String name, BlockingQueue<Runnable> queue) throws InterruptedException {
        var pool = new ThreadPoolExecutor(4, 64, 1, TimeUnit.SECONDS, queue);
        var longestWait = new AtomicLong();
        int rejected = 0;
        for (int i = 0; i < 400; i++) {
            long offered = System.nanoTime();
            try {
                pool.execute(() -> {
                    longestWait.accumulateAndGet(System.nanoTime() - offered, Math::max);
                    pause(100);
                });
            } catch (RejectedExecutionException e) {
                rejected++;
            }
        }
        pool.shutdown();
        if (!pool.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the pool did not finish");
        }
        System.out.printf("%-14s threads used %2d, rejected %3d, longest wait in the queue %5.1f s%n",
                name, pool.getLargestPoolSize(), rejected, longestWait.get() / 1e9);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        run("no bound", new LinkedBlockingQueue<>());
        run("bound of 64", new ArrayBlockingQueue<>(64));
    }
}
