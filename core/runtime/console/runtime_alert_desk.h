#pragma once

#include "core/base/listeners.h"
#include "core/base/worker_pool.h"
#include "core/console/alert_desk.h"
#include "core/runtime/console/desktop_user.h"
#include "core/runtime/runtime.h"

#include <QTimer>

#include <atomic>
#include <memory>

namespace binnacle::alerts {
struct ReplayScene;
}

namespace binnacle::runtime {

// Rules, silences, channels and what fires in a running Runtime. GUI thread.
class RuntimeAlertDesk final : public console::AlertDesk
{
    Q_OBJECT

public:
    // Both must outlive the desk.
    RuntimeAlertDesk(Runtime &runtime, DesktopUser &user, QObject *parent = nullptr);
    ~RuntimeAlertDesk() override;

    std::shared_ptr<const console::AlertBoard> board() const override { return m_board; }
    console::Answer<std::vector<Alert>> history(const AlertHistoryQuery &query) override;

    QStringList conditionKinds() const override;
    QString conditionKind(const QString &condition) const override;
    QString conditionText(const QString &condition) const override;
    QString conditionTarget(const QString &condition) const override;
    Result<QString> condition(const QString &kind, const QString &target, const QString &text,
        Duration holds, Duration resolveAfter) const override;
    Duration conditionFor(const QString &condition) const override;
    Duration conditionResolveAfter(const QString &condition) const override;
    QString conditionExample(const QString &kind) const override;
    QStringList targets(const QString &kind) const override;

    console::Answer<RulePreview> preview(const AlertRule &rule, std::stop_token stop) override;
    console::Answer<Backtest> backtest(const console::BacktestQuestion &question,
        std::stop_token stop, std::function<void(double)> progress) override;
    console::Answer<std::vector<SweepRow>> sweep(const console::BacktestQuestion &question,
        const std::vector<double> &thresholds, std::stop_token stop,
        std::function<void(double)> progress) override;
    console::Answer<DecisionTrace> explain(
        std::int64_t rule, const AlertSubject &subject, Timestamp at) override;

    QFuture<Status> saveRule(const AlertRule &rule) override;
    QFuture<Status> removeRule(std::int64_t rule) override;
    QFuture<Status> acknowledge(std::int64_t alert, const QString &note) override;
    QFuture<Status> saveSilence(const Silence &silence) override;
    QFuture<Status> endSilence(std::int64_t silence) override;
    console::Answer<RuleImport> readRules(const QString &file) override;
    QString exportRules(const std::vector<AlertRule> &rules) const override;

    QFuture<Status> saveChannel(const Channel &channel) override;
    QFuture<Status> removeChannel(std::int64_t channel) override;
    console::Answer<ChannelTest> testChannel(const Channel &channel) override;
    console::Answer<MessagePreview> previewMessage(
        const Channel &channel, const AlertRule &rule) override;
    console::Answer<std::vector<Delivery>> deliveries(const DeliveryQuery &query) override;

private:
    void announce(); // any thread
    void showBoard();
    alerts::ReplayScene scene(const AlertRule &asked) const;
    Duration offlineAfter() const;
    std::string ruleName(std::int64_t rule) const;

    Runtime &m_runtime;
    DesktopUser &m_user;
    std::shared_ptr<const console::AlertBoard> m_board;
    std::int64_t m_waiting = 0;
    std::atomic_bool m_isAnnounced = false;
    QTimer m_soon;
    // Where what takes long and waits for readers runs. Guards itself.
    WorkerPool m_pool{1};
    Listeners<>::Subscription m_alertsChanged;
    Listeners<>::Subscription m_channelsChanged;
    Listeners<Alert>::Subscription m_told; // last: stops first
};

} // namespace binnacle::runtime
