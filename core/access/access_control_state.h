#pragma once

#include "core/access/access_control.h"
#include "core/access/access_state.h"
#include "core/access/login_guard.h"
#include "core/access/security_log.h"
#include "core/base/worker_pool.h"
#include "core/store/store_writer.h"

#include <atomic>
#include <mutex>
#include <utility>

namespace binnacle::access {

Principal principalOf(const User &user, const Token &token);

inline constexpr std::size_t kHashThreads = 2; // each takes 64 MiB

struct AccessControl::State : std::enable_shared_from_this<State>
{
    State(const Clock &theClock, store::StoreWriter &theWriter, SecurityLog &theSecurity,
        const AccessSettings &theSettings)
        : clock(theClock)
        , writer(theWriter)
        , security(theSecurity)
        , settings(theSettings)
        , guard(theSettings.loginFailures, theSettings.loginWindow)
    {}

    const Clock &clock;
    store::StoreWriter &writer;
    SecurityLog &security;
    const AccessSettings settings;
    mutable std::mutex mutex;
    AccessState known;             // guarded by mutex
    LoginGuard guard;              // guarded by mutex
    std::function<void()> changed; // guarded by mutex
    std::once_flag decoyMade;
    std::string decoy; // what the passwords of names that do not exist are checked against
    std::atomic_int waiting = 0; // logins
    WorkerPool pool{kHashThreads};

    using Job = store::StoreWriter::Job;
    // Writes, then takes the change over into memory, then tells.
    void commit(
        Job job, std::function<void(AccessState &)> apply, std::function<void(const Status &)> done)
    {
        writer.submit(std::move(job),
            [self = shared_from_this(), apply = std::move(apply), done = std::move(done)](
                const Status &status) {
                if (status)
                    self->take(apply);
                done(status);
            });
    }

    void take(const std::function<void(AccessState &)> &apply)
    {
        std::function<void()> tell;
        {
            const std::scoped_lock lock(mutex);
            apply(known);
            tell = changed;
        }
        if (tell)
            tell();
    }

    void report(
        SecurityKind kind, std::string_view address, std::int64_t user, const std::string &resource)
    {
        security.record({.kind = kind,
            .severity
            = kind == SecurityKind::RateLimit ? SecuritySeverity::Medium : SecuritySeverity::Low,
            .address = std::string(address),
            .userId = user,
            .resource = resource});
    }

    void checkLogin(const LoginAttempt &attempt, const std::function<void(Result<Login>)> &done);
    void openSession(User user, const LoginAttempt &attempt, std::string newHash,
        std::function<void(Result<Login>)> done);
    void keepHash(
        std::int64_t user, const std::string &password, const std::function<void(Status)> &done);
    Result<User> existing(std::int64_t id) const;
    const std::string &decoyHash();
};

} // namespace binnacle::access
