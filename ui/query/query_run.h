#pragma once

#include "core/console/query_desk.h"

#include <QElapsedTimer>
#include <QObject>

#include <stop_token>

namespace binnacle::ui {

// One query being asked, and what was answered last. A new question cancels the one before; the
// last result stays until the next one comes.
class QueryRun final : public QObject
{
    Q_OBJECT

public:
    explicit QueryRun(console::QueryDesk &desk, QObject *parent = nullptr); // must outlive it
    ~QueryRun() override;

    void start(const QString &text, const console::QueryContext &context);
    void cancel();

    bool isRunning() const { return m_isRunning; }
    bool wasCancelled() const { return m_wasCancelled; }
    Duration elapsed() const; // of the question under way
    const QString &askedText() const { return m_asked; }

    const std::shared_ptr<const QueryResult> &result() const { return m_result; }
    const QString &resultText() const { return m_resultText; } // the query it answers
    const console::QueryContext &resultContext() const { return m_resultContext; }
    // Of the last question; null when it was answered.
    const std::shared_ptr<const console::QueryProblem> &problem() const { return m_problem; }

signals:
    void changed(); // started, answered, failed or cancelled

private:
    void take(const console::QueryAnswer &answer, const console::QueryContext &context);

    console::QueryDesk &m_desk;
    std::stop_source m_stop;
    std::uint64_t m_question = 0;
    bool m_isRunning = false;
    bool m_wasCancelled = false;
    QElapsedTimer m_since;
    QString m_asked;
    std::shared_ptr<const QueryResult> m_result;
    QString m_resultText;
    console::QueryContext m_resultContext;
    std::shared_ptr<const console::QueryProblem> m_problem;
};

} // namespace binnacle::ui
