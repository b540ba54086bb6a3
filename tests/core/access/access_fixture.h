#pragma once

#include "core/access/access_control.h"
#include "core/access/audit_log.h"
#include "core/access/security_log.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/read_with.h"
#include "tests/support/store_fixture.h"

#include <memory>
#include <utility>

namespace binnacle::test {

// Argon2 as cheap as it can be made.
inline constexpr access::PasswordCost kCheap{.memoryBytes = 8192, .passes = 1};
inline const std::string kPassword = "tram lantern oboe 7";

inline Principal admin(std::int64_t id = -1)
{
    return {.userId = id, .username = "boss", .role = Role::Admin};
}

// Access to a workspace in a temporary folder, with waiting instead of callbacks.
class AccessFixture
{
public:
    explicit AccessFixture(access::AccessSettings settings = {.passwordCost = kCheap})
        : m_settings(settings)
    {
        restart();
    }

    access::AccessControl &control() { return *m_control; }
    access::SecurityLog &security() { return *m_security; }
    store::StoreWriter &writer() { return m_store.workspace().writer(); }
    StoreFixture &store() { return m_store; }

    // As after the program was started again.
    void restart()
    {
        m_control.reset();
        m_security.reset();
        settle();
        m_security = std::make_unique<access::SecurityLog>(clock, writer());
        m_control
            = std::make_unique<access::AccessControl>(clock, writer(), *m_security, m_settings);
        if (!read<Status>([this](store::Connection &c) { return m_control->load(c); }))
            qFatal("the users cannot be read");
    }

    template<typename Answer>
    Answer read(const std::function<Answer(store::Connection &)> &job)
    {
        return readWith(m_store.workspace().readers(), job);
    }

    // Waits for what `start` is given to call.
    template<typename Answer, typename Start>
    static Answer wait(const Start &start)
    {
        return waitFor<Answer>(start);
    }

    Result<User> add(
        const std::string &name, Role role = Role::Viewer, const std::string &password = kPassword)
    {
        return wait<Result<User>>([&](auto done) {
            m_control->addUser(
                admin(), {.username = name, .password = password, .role = role}, done);
        });
    }

    Result<User> update(const Principal &by, const User &user)
    {
        return wait<Result<User>>([&](auto done) { m_control->updateUser(by, user, done); });
    }

    Status remove(const Principal &by, std::int64_t user)
    {
        return wait<Status>([&](auto done) { m_control->removeUser(by, user, done); });
    }

    Result<access::Login> login(const std::string &name, const std::string &password = kPassword,
        const std::string &address = "192.0.2.1")
    {
        return wait<Result<access::Login>>([&](auto done) {
            m_control->login({.username = name, .password = password, .address = address}, done);
        });
    }

    Result<CreatedToken> key(const Principal &by, NewToken token)
    {
        return wait<Result<CreatedToken>>(
            [&](auto done) { m_control->createToken(by, std::move(token), done); });
    }

    Result<Principal> who(const std::string &secret)
    {
        return m_control->authenticate("Bearer " + secret, "192.0.2.1");
    }

    // Everything that was submitted, and what its callbacks submitted, is stored.
    void settle()
    {
        for (int i = 0; i < 2; ++i) {
            if (!writer().submitAndWait([](store::WriteContext &) { return Status(Done{}); }))
                qFatal("the store does not work");
        }
    }

    // Behind the program's back.
    Status tamper(const std::string &sql)
    {
        return writer().submitAndWait(
            [&](store::WriteContext &context) { return context.connection.executeScript(sql); });
    }

    FakeClock clock;

private:
    StoreFixture m_store;
    const access::AccessSettings m_settings;
    std::unique_ptr<access::SecurityLog> m_security;
    std::unique_ptr<access::AccessControl> m_control;
};

} // namespace binnacle::test
