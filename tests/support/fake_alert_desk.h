#pragma once

#include "core/console/alert_desk.h"

#include <QPromise>

#include <functional>
#include <optional>

namespace binnacle::fake {

// Seven rules of the fake estate, of which three fire, with four channels, a silence and a month of
// history. Answers are ready at once and remember what was asked; backtests can be held back.
// Conditions are JSON with "kind", "target", "text", "for" and "resolve"; a text without a
// comparison is refused. GUI thread only.
class AlertDesk final : public console::AlertDesk
{
    Q_OBJECT

public:
    explicit AlertDesk(Timestamp now = {}); // unknown: the system's clock

    std::shared_ptr<const console::AlertBoard> board() const override;
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

    // Of the board; announce() after a change.
    console::AlertBoard &content() { return m_board; }
    void announce() { emit changed(); }
    void setEmpty();
    AlertRule &rule(const std::string &name);

    bool holdsBacktests = false; // they wait for release()
    void release();
    std::function<void(double)> progress; // of the last backtest
    std::stop_token backtestStop;

    std::optional<Error> error; // of changes
    std::vector<AlertRule> saved;
    std::vector<AlertRule> previewed;
    std::vector<console::BacktestQuestion> backtested;
    std::vector<std::vector<double>> swept;
    std::vector<std::pair<std::int64_t, QString>> acknowledged;
    std::vector<Silence> silences;
    std::vector<Channel> channels;
    std::vector<Channel> tested;
    std::vector<Timestamp> explained;
    std::vector<AlertHistoryQuery> asked;
    std::vector<std::string> previewLanguages;

private:
    template<typename T>
    static console::Answer<T> answer(T value);
    QFuture<Status> answered();

    Timestamp m_now;
    console::AlertBoard m_board;
    std::vector<Alert> m_past;
    std::shared_ptr<QPromise<Result<std::shared_ptr<const Backtest>>>> m_held;
    std::optional<Backtest> m_heldValue;
};

} // namespace binnacle::fake
