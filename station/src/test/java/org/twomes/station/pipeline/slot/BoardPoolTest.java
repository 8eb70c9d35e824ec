package org.twomes.station.pipeline.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class BoardPoolTest {
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    /** A board that runs until it is let go. */
    private final class Board implements BoardPool.Job {
        private final String name;
        private final CountDownLatch began = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        Board(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void run() {
            began.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ran.add(name + " on " + Thread.currentThread().getName());
        }

        Board awaitBegan() throws InterruptedException {
            assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
            return this;
        }
    }

    @Test
    void runsAtMostItsWorkersAndQueuesTheRestInOrder() throws Exception {
        BoardPool pool = new BoardPool(1, 2);
        Board first = new Board("first");
        Board second = new Board("second");
        Board third = new Board("third");
        assertThat(pool.submit(first)).isTrue();
        first.awaitBegan();
        assertThat(pool.submit(second)).isTrue();
        assertThat(pool.submit(third)).isTrue();
        assertThat(pool.active()).isEqualTo(1);
        assertThat(pool.queued()).isEqualTo(2);

        first.mayEnd.countDown();
        second.awaitBegan();
        second.mayEnd.countDown();
        third.awaitBegan();
        third.mayEnd.countDown();
        assertThat(pool.awaitIdle(Duration.ofSeconds(10))).isTrue();
        assertThat(ran).containsExactly("first on first", "second on second", "third on third");
    }

    @Test
    void refusesWhatDoesNotFitTheQueue() throws Exception {
        BoardPool pool = new BoardPool(1, 1);
        Board running = new Board("running");
        pool.submit(running);
        running.awaitBegan();
        assertThat(pool.submit(new Board("waits"))).isTrue();
        assertThat(pool.submit(new Board("too many"))).isFalse();
        running.mayEnd.countDown();
    }

    @Test
    void aBoardThatNeverComesBackHandsItsPlaceOn() throws Exception {
        BoardPool pool = new BoardPool(1, 1);
        Board stuck = new Board("stuck");
        Board next = new Board("next");
        pool.submit(stuck);
        stuck.awaitBegan();
        pool.submit(next);

        pool.abandon(stuck);
        next.awaitBegan();
        next.mayEnd.countDown();
        assertThat(pool.awaitIdle(Duration.ofSeconds(10))).isTrue();
        stuck.mayEnd.countDown();
        await().atMost(Duration.ofSeconds(10)).until(() -> ran.size() == 2);
        assertThat(pool.active()).isZero();
    }

    @Test
    void drainForgetsTheQueueAndWaitsForWhatRuns() throws Exception {
        BoardPool pool = new BoardPool(1, 1);
        Board running = new Board("running");
        Board waits = new Board("waits");
        pool.submit(running);
        running.awaitBegan();
        pool.submit(waits);

        assertThat(pool.drain(Duration.ofMillis(50))).isFalse();
        running.mayEnd.countDown();
        assertThat(pool.drain(Duration.ofSeconds(10))).isTrue();
        assertThat(pool.submit(new Board("late"))).isFalse();
        assertThat(ran).containsExactly("running on running");
        assertThat(waits.began.getCount()).isEqualTo(1);
    }

    @Test
    void aWaitingBoardCanBeWithdrawnAndARunningOneCannot() throws Exception {
        BoardPool pool = new BoardPool(1, 1);
        Board running = new Board("running");
        Board waits = new Board("waits");
        pool.submit(running);
        running.awaitBegan();
        pool.submit(waits);
        assertThat(pool.withdraw(waits)).isTrue();
        assertThat(pool.withdraw(running)).isFalse();
        running.mayEnd.countDown();
    }

    @Test
    void aBoardThatWaitsForAPersonLeavesItsPlaceAndHasTheNextThatIsFree() throws Exception {
        BoardPool pool = new BoardPool(1, 2);
        Board asks = new Board("asks");
        Board second = new Board("second");
        Board third = new Board("third");
        pool.submit(asks);
        asks.awaitBegan();
        pool.rest(asks);
        pool.submit(second);
        second.awaitBegan();
        pool.submit(third);
        assertThat(pool.active()).isEqualTo(1);
        FutureTask<Boolean> back = new FutureTask<>(() -> {
            pool.resume(asks, () -> false);
            return true;
        });
        Thread thread = new Thread(back);
        thread.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        second.mayEnd.countDown();
        assertThat(back.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(third.began.getCount()).isEqualTo(1);
        asks.mayEnd.countDown();
        third.awaitBegan().mayEnd.countDown();
        assertThat(pool.awaitIdle(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aBoardThatWaitsForAPersonAndEndsNeedsNoPlaceForIt() throws Exception {
        BoardPool pool = new BoardPool(1, 2);
        Board asks = new Board("asks");
        Board second = new Board("second");
        pool.submit(asks);
        asks.awaitBegan();
        pool.rest(asks);
        pool.submit(second);
        second.awaitBegan();
        pool.resume(asks, () -> true);
        assertThat(pool.drain(Duration.ZERO)).isFalse();
        second.mayEnd.countDown();
        asks.mayEnd.countDown();
        assertThat(pool.drain(Duration.ofSeconds(10))).isTrue();
    }
}
