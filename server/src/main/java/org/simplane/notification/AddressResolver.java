// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses that connections are then made to, and no others: what is checked here cannot
 * be another address by the time of the connection. Looks up on threads of its own, since a lookup
 * would hold the carrier of a virtual one.
 */
final class AddressResolver implements DnsResolver, AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int THREADS = 16;
  private static final int WAITING = 1000;

  private final boolean privateAddresses;
  private final ExecutorService lookups;

  AddressResolver(boolean privateAddresses) {
    this.privateAddresses = privateAddresses;
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("webhook-lookup-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    this.lookups = pool;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = lookUp(host);
    if (!privateAddresses) {
      for (InetAddress address : found) {
        if (AddressGuard.isPrivate(address)) {
          throw new UnknownHostException(host + " leads to a private address");
        }
      }
    }
    return found;
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    try {
      Future<InetAddress[]> lookup = lookups.submit(() -> InetAddress.getAllByName(host));
      return lookup.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      UnknownHostException unknown = new UnknownHostException(host + " has no address");
      unknown.initCause(e);
      throw unknown;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(host + " was not looked up");
    }
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
