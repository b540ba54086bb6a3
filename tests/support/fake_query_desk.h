#pragma once

#include "core/console/query_desk.h"

#include <QPromise>
#include <QStringList>

#include <optional>

namespace binnacle::fake {

// The query language over a handful of pods, nodes and events, just enough of it for views: a known
// source, known fields in where(), balanced brackets. Conditions are checked and not evaluated.
// Answers are ready at once unless they are held. GUI thread only.
class QueryDesk final : public console::QueryDesk
{
    Q_OBJECT

public:
    explicit QueryDesk(Timestamp now = {}); // unknown: the system's clock

    QFuture<console::QueryAnswer> run(
        const QString &text, const console::QueryContext &context, std::stop_token stop) override;
    console::FilterCheck check(const QString &text) const override;
    QFuture<Result<console::FilterCompletion>> complete(
        const QString &text, qsizetype cursor, const console::QueryContext &context) override;
    std::vector<console::QuerySourceView> sources() const override { return m_sources; }
    console::Answer<std::vector<console::SharedTrait>> whoElse(const QString &text,
        const console::QueryContext &context, std::shared_ptr<const QueryResult> result,
        std::vector<std::size_t> rows) override;
    // Appends .where(…).
    QString narrowed(const QString &text, const QString &field, const QueryValue &value,
        bool negated, bool alternative) const override;
    QString exportText(const QueryResult &result, console::QueryExportFormat format) const override;

    // Whatever is asked next is answered by this.
    void answerWith(std::shared_ptr<const QueryResult> result) { m_next = std::move(result); }
    void failWith(std::optional<console::QueryProblem> problem) { m_problem = std::move(problem); }
    void hold() { m_isHeld = true; }
    void release(); // answers the last question that was held

    struct Question
    {
        QString text;
        console::QueryContext context;
        std::stop_token stop;
    };
    std::vector<Question> asked;
    std::vector<std::vector<std::size_t>> whoElseAsked;

private:
    console::QueryAnswer answer(const QString &text, const console::QueryContext &context) const;
    QueryResult podRows() const;
    QueryResult reasonRows() const;
    QueryResult minuteRows() const;

    Timestamp m_now;
    std::vector<console::QuerySourceView> m_sources;
    std::shared_ptr<const QueryResult> m_next;
    std::optional<console::QueryProblem> m_problem;
    bool m_isHeld = false;
    std::shared_ptr<QPromise<console::QueryAnswer>> m_held;
};

} // namespace binnacle::fake
