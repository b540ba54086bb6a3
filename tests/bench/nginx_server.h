#pragma once

#include "tests/bench/many_sockets.h"

#include <QTemporaryDir>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace binnacle::bench {

// nginx, one worker a core, that serves one small file; the yardstick of a web server.
class NginxServer
{
public:
    explicit NginxServer(const std::string &body)
    {
        if (std::system("nginx -v >/dev/null 2>&1") != 0)
            return;
        const std::string folder = m_folder.path().toStdString();
        m_port = freePort();
        std::ofstream(folder + "/small.json") << body;
        // Keeps connections as long as the client wants, and writes no log.
        std::ofstream(folder + "/nginx.conf")
            << "daemon off; worker_processes auto; pid " << folder << "/pid; error_log /dev/null;\n"
            << (geteuid() == 0 ? "user root;\n" : "")
            << "events { worker_connections 256; }\n"
               "http { access_log off; keepalive_requests 100000000; sendfile on;\n"
               "types { application/json json; } open_file_cache max=16; etag on;\n"
               "server { listen 127.0.0.1:"
            << m_port << "; root " << folder << "; } }\n";
        m_process = fork();
        if (m_process == 0) {
            const std::string config = folder + "/nginx.conf";
            execlp("nginx", "nginx", "-p", folder.c_str(), "-c", config.c_str(), nullptr);
            _exit(1);
        }
        for (int i = 0; i < 200 && !isOpen(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    ~NginxServer()
    {
        if (m_process <= 0)
            return;
        kill(m_process, SIGTERM);
        waitpid(m_process, nullptr, 0);
    }
    NginxServer(const NginxServer &) = delete;
    NginxServer &operator=(const NginxServer &) = delete;

    bool isOpen() const
    {
        const int socket = m_process > 0 ? connectTo(m_port) : -1;
        if (socket >= 0)
            close(socket);
        return socket >= 0;
    }
    std::uint16_t port() const { return m_port; }

private:
    static std::uint16_t freePort()
    {
        const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto *const raw = reinterpret_cast<sockaddr *>(&address);
        const bool isBound
            = bind(socket, raw, length) == 0 && getsockname(socket, raw, &length) == 0;
        close(socket);
        return isBound ? ntohs(address.sin_port) : std::uint16_t{0};
    }

    QTemporaryDir m_folder;
    std::uint16_t m_port = 0;
    pid_t m_process = -1;
};

} // namespace binnacle::bench
