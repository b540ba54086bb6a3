#include "app/binnacle/keychain.h"

#include <QByteArray>
#include <QThread>
#include <qt6keychain/keychain.h>

#include <chrono>
#include <future>
#include <utility>

namespace binnacle::app {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr ErrorCode kNone = ErrorCode::Internal; // within this file: there is no keychain
constexpr std::chrono::seconds kPatience{60};    // somebody may have to type a password

Error errorOf(const QKeychain::Job &job)
{
    const std::string reason = job.errorString().toStdString();
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return {ErrorCode::NotFound, "the keychain has no such entry"};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {ErrorCode::PermissionDenied, "the keychain was not unlocked: " + reason};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        return {kNone, "this desktop has no keychain: " + reason};
    case QKeychain::NoError:
    case QKeychain::CouldNotDeleteEntry:
        break;
    }
    return {ErrorCode::Unavailable, "the keychain does not answer: " + reason};
}

// Jobs need an event loop, callers want to wait: the loop has a thread of its own.
class Keychain final : public access::SecretStore
{
public:
    explicit Keychain(QString place)
        : m_place(std::move(place))
    {
        m_context.moveToThread(&m_thread);
        m_thread.setObjectName(u"keychain"_s);
        m_thread.start();
    }
    ~Keychain() override
    {
        m_thread.quit();
        m_thread.wait();
    }
    Keychain(const Keychain &) = delete;
    Keychain &operator=(const Keychain &) = delete;

    Result<std::string> read(const std::string &name) override
    {
        auto secret = std::make_shared<std::string>();
        const Status done = run<QKeychain::ReadPasswordJob>(
            name, [](QKeychain::ReadPasswordJob &) {},
            [secret](const QKeychain::ReadPasswordJob &job) {
                *secret = job.binaryData().toStdString();
            });
        if (!done)
            return done.error();
        return *secret;
    }
    Status write(const std::string &name, const std::string &secret) override
    {
        return run<QKeychain::WritePasswordJob>(
            name,
            [data = QByteArray::fromStdString(secret)](
                QKeychain::WritePasswordJob &job) { job.setBinaryData(data); },
            [](const QKeychain::WritePasswordJob &) {});
    }
    Status remove(const std::string &name) override
    {
        return run<QKeychain::DeletePasswordJob>(
            name, [](QKeychain::DeletePasswordJob &) {},
            [](const QKeychain::DeletePasswordJob &) {});
    }
    std::string description() const override { return "the keychain of this desktop"; }

private:
    template<typename Job, typename Prepare, typename Use>
    Status run(const std::string &name, Prepare prepare, Use use) const
    {
        auto promise = std::make_shared<std::promise<Status>>();
        std::future<Status> answer = promise->get_future();
        const QString key = m_place + u'/' + QString::fromStdString(name);
        QMetaObject::invokeMethod(&m_context, [promise, key, prepare, use] {
            auto *job = new Job(u"binnacle"_s); // deletes itself
            job->setKey(key);
            prepare(*job);
            QObject::connect(job, &QKeychain::Job::finished, job, [promise, use, job] {
                if (job->error() == QKeychain::NoError) {
                    use(*job);
                    promise->set_value(Done{});
                } else {
                    promise->set_value(errorOf(*job));
                }
            });
            job->start();
        });
        if (answer.wait_for(kPatience) != std::future_status::ready)
            return Error{ErrorCode::Unavailable, "the keychain does not answer"};
        return answer.get();
    }

    const QString m_place;
    mutable QObject m_context; // lives in the thread: jobs are made there
    QThread m_thread;
};

} // namespace

std::unique_ptr<access::SecretStore> openKeychain(const QString &place)
{
    auto keychain = std::make_unique<Keychain>(place);
    const auto probe = keychain->read("probe");
    // One that is locked or slow is still the one that holds the secrets.
    if (!probe && probe.error().code == kNone)
        return nullptr;
    return keychain;
}

} // namespace binnacle::app
