#include "ui/query/query_run.h"

#include "core/console/on_answer.h"

namespace binnacle::ui {

QueryRun::QueryRun(console::QueryDesk &desk, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
{}

QueryRun::~QueryRun()
{
    m_stop.request_stop();
}

void QueryRun::start(const QString &text, const console::QueryContext &context)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    const std::uint64_t question = ++m_question;
    m_asked = text;
    m_isRunning = true;
    m_wasCancelled = false;
    m_since.start();
    emit changed();
    console::onAnswer(m_desk.run(text, context, m_stop.get_token()), this,
        [this, question, context](const console::QueryAnswer &answer) {
            if (question == m_question)
                take(answer, context);
        });
}

void QueryRun::take(const console::QueryAnswer &answer, const console::QueryContext &context)
{
    m_isRunning = false;
    m_problem = answer.problem;
    m_wasCancelled = m_problem && m_problem->code == ErrorCode::Cancelled;
    if (m_wasCancelled)
        m_problem.reset();
    if (answer.result) {
        m_result = answer.result;
        m_resultText = m_asked;
        m_resultContext = context;
    }
    emit changed();
}

void QueryRun::cancel()
{
    if (!m_isRunning)
        return;
    m_stop.request_stop();
    ++m_question; // whatever it still answers is too late
    m_isRunning = false;
    m_wasCancelled = true;
    m_problem.reset();
    emit changed();
}

Duration QueryRun::elapsed() const
{
    return Duration{m_isRunning ? m_since.elapsed() : 0};
}

} // namespace binnacle::ui
