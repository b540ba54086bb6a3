#include "ui/query/query_runs.h"

#include "ui/query/query_run.h"

namespace binnacle::ui {

QueryRuns::QueryRuns(console::QueryDesk &desk, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
{}

QueryRun &QueryRuns::of(int tab)
{
    QueryRun *&run = m_runs[tab];
    if (!run) {
        run = new QueryRun(m_desk, this);
        connect(run, &QueryRun::changed, this, [this, tab] { emit changed(tab); });
    }
    return *run;
}

void QueryRuns::start(int tab, const QString &text, const console::QueryContext &context)
{
    m_asked[tab] = m_age;
    of(tab).start(text, context);
}

void QueryRuns::drop(int tab)
{
    m_asked.remove(tab);
    if (QueryRun *gone = m_runs.take(tab)) {
        gone->disconnect(this);
        gone->deleteLater();
    }
}

} // namespace binnacle::ui
