// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * Believes {@code X-Forwarded-For}, {@code -Proto} and {@code -Host} of trusted proxies alone.
 * Every proxy appends the address that it was called from, so the client is the last one that is
 * not itself a trusted proxy: what stands before that, the client may have made up.
 */
final class ProxyHeaders implements HttpConfiguration.Customizer {

  private final List<AddressRange> trusted;

  ProxyHeaders(List<AddressRange> trusted) {
    this.trusted = trusted;
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    if (!(request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress peer)
        || !isTrusted(peer.getAddress())) {
      return request;
    }
    String scheme = last(request, "X-Forwarded-Proto");
    return new Forwarded(
        request,
        client(request, peer),
        scheme != null && scheme.equalsIgnoreCase("https"),
        host(last(request, "X-Forwarded-Host")));
  }

  /** One that is none counts as not given: a proxy passed on what the client made up. */
  private static @Nullable HostPort host(@Nullable String given) {
    try {
      HostPort host = given == null ? null : new HostPort(given);
      return host == null || HttpURI.build("http://" + host).getHost() == null ? null : host;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private InetSocketAddress client(Request request, InetSocketAddress peer) {
    List<String> route = request.getHeaders().getCSV("X-Forwarded-For", false);
    for (String hop : route.reversed()) {
      InetAddress address;
      try {
        address = InetAddress.ofLiteral(hop.strip());
      } catch (IllegalArgumentException e) {
        return peer; // "unknown", or made up
      }
      if (!isTrusted(address)) {
        return new InetSocketAddress(address, 0);
      }
    }
    return peer;
  }

  private static @Nullable String last(Request request, String header) {
    List<String> values = request.getHeaders().getCSV(header, false);
    return values.isEmpty() ? null : values.getLast().strip();
  }

  private boolean isTrusted(@Nullable InetAddress address) {
    return address != null && trusted.stream().anyMatch(range -> range.contains(address));
  }

  private static final class Forwarded extends Request.Wrapper {

    private final ConnectionMetaData connection;
    private final HttpURI uri;
    private final HttpFields headers;
    private final boolean secure;

    Forwarded(Request request, InetSocketAddress client, boolean https, @Nullable HostPort host) {
      super(request);
      secure = https || request.isSecure();
      HttpURI.Mutable changed =
          HttpURI.build(request.getHttpURI()).scheme(secure ? "https" : "http");
      if (host == null) {
        headers = request.getHeaders();
      } else {
        changed.authority(host.getHost(), host.getPort());
        headers = HttpFields.build(request.getHeaders()).put(HttpHeader.HOST, host.toString());
      }
      uri = changed.asImmutable();
      connection =
          new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
            @Override
            public SocketAddress getRemoteSocketAddress() {
              return client;
            }

            @Override
            public boolean isSecure() {
              return secure;
            }
          };
    }

    @Override
    public ConnectionMetaData getConnectionMetaData() {
      return connection;
    }

    @Override
    public HttpURI getHttpURI() {
      return uri;
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }

    @Override
    public boolean isSecure() {
      return secure;
    }
  }
}
