#include "ui/query/query_result_pane.h"

#include "ui/query/query_chart.h"
#include "ui/query/query_examples.h"
#include "ui/query/query_explain.h"
#include "ui/query/query_export.h"
#include "ui/query/query_json.h"
#include "ui/query/query_result_model.h"
#include "ui/query/query_row_actions.h"
#include "ui/query/query_run.h"
#include "ui/query/query_stages.h"
#include "ui/query/query_table.h"
#include "ui/query/query_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busy_bar.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/time_selection.h"

#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;
using Mode = QueryResultHeader::Mode;

namespace {

constexpr Duration kQuietFor{100};
constexpr Duration kToldAfter{1'000};
constexpr std::chrono::milliseconds kTick{100};
constexpr float kDimming = 0.55F;

// A veil over the rows of the query before; lets clicks through.
class Dimming final : public QWidget
{
public:
    explicit Dimming(QWidget *parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QColor veil = theme().palette().panel;
        veil.setAlphaF(kDimming);
        QPainter(this).fillRect(rect(), veil);
    }
};

} // namespace

QueryResultPane::QueryResultPane(const Services &services, QWidget *parent)
    : QFrame(parent)
    , m_services(services)
    , m_model(new QueryResultModel(services.time, this))
    , m_table(new QueryTable(*m_model, services.memory))
    , m_actions(new QueryRowActions({services.desk, *m_model, *m_table,
                                        [this] { return m_run ? m_run->resultText() : QString(); }},
          this))
    , m_header(new QueryResultHeader)
    , m_banner(new Banner)
    , m_chart(new QueryChart(services.time))
    , m_json(new QueryJson(services.desk))
    , m_explain(new QueryExplainPane)
    , m_state(new StatePanel)
    , m_examples(new QueryExamples)
    , m_body(new QWidget)
    , m_pages(new QStackedLayout(m_body))
    , m_busy(new BusyBar(m_body))
    , m_dimming(new Dimming(m_body))
{
    setObjectName(u"queryResult"_s);
    setProperty("frame", u"panel"_s);
    setAccessibleName(tr("Result"));
    build();
    connectAll();
}

void QueryResultPane::build()
{
    QFrame *line = newPanelLine();
    m_banner->hide();
    m_banner->setObjectName(u"queryFailure"_s);
    for (QWidget *page :
        std::initializer_list<QWidget *>{m_examples, m_table, m_chart, m_json, m_explain, m_state})
        m_pages->addWidget(page);
    m_busy->setAccessibleName(tr("The query is running"));
    m_busy->hide();
    m_body->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(line);
    layout->addWidget(m_banner);
    layout->addWidget(m_body, 1);
    m_header->setHeadline(tr("Result"));
    m_tick.setInterval(kTick);
}

void QueryResultPane::connectAll()
{
    connect(&m_tick, &QTimer::timeout, this, &QueryResultPane::showProgress);
    connect(m_header, &QueryResultHeader::modeChosen, this, &QueryResultPane::showPage);
    connect(m_header, &QueryResultHeader::copyRequested, m_actions, &QueryRowActions::copyAll);
    connect(m_header, &QueryResultHeader::exportRequested, this, &QueryResultPane::exportRows);
    connect(m_header, &QueryResultHeader::cancelRequested, this, &QueryResultPane::cancelRequested);
    connect(m_actions, &QueryRowActions::told, m_header, &QueryResultHeader::tell);
    connect(m_model, &QueryResultModel::marksChanged, this,
        [this] { m_header->setMarks(m_model->markCount()); });
    connect(static_cast<QueryExamples *>(m_examples), &QueryExamples::chosen, this,
        &QueryResultPane::exampleChosen);
    connect(m_table, &QueryTable::cellMenuRequested, this,
        [this](const QModelIndex &cell, const QPoint &at) {
            auto *menu = new QMenu(this);
            menu->setObjectName(u"queryCellMenu"_s);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            m_actions->fillMenu(*menu, cell);
            menu->popup(at);
        });
    connect(m_table, &QueryTable::intended, this, [this](QueryTable::Intent intent) {
        using Intent = QueryTable::Intent;
        switch (intent) {
        case Intent::Open:
            return m_actions->open();
        case Intent::WhoElse:
            emit m_actions->whoElseRequested();
            return;
        case Intent::Events:
            return m_actions->events();
        case Intent::Mesh:
            return m_actions->mesh();
        case Intent::CopyName:
            return m_actions->copyName();
        case Intent::CopyRows:
            return m_actions->copyRows(console::QueryExportFormat::Tsv);
        case Intent::ClearMarks:
            return m_model->clearMarks();
        }
    });
    connect(&m_services.time, &TimeSelection::changed, this, [this] {
        if (m_run && m_run->result()) // the zone of "as of"
            m_header->setHeadline(queryHeadline(*m_run->result(), m_services.time));
    });
}

void QueryResultPane::showRun(QueryRun &run)
{
    m_run = &run;
    const auto &result = run.result();
    if (result != m_model->result())
        m_model->setResult(result);
    if (run.isRunning())
        m_tick.start();
    else
        m_tick.stop();
    if (result)
        m_header->setHeadline(queryHeadline(*result, m_services.time));
    else if (run.isRunning())
        m_header->setHeadline(tr("Running"));
    else
        m_header->setHeadline(tr("Result"));
    const Timestamp asOf = result ? run.resultContext().asOf : Timestamp{};
    m_header->setRewound(
        isKnown(asOf) ? tr("rewound to %1").arg(m_services.time.dateTimeText(asOf)) : QString());
    m_header->setHasRows(result && !result->rows.empty());
    if (run.wasCancelled())
        m_header->tell(
            result ? tr("Cancelled; these rows are of the query before") : tr("Cancelled"));
    showProgress();
    showProblem();
    showPage();
}

void QueryResultPane::showProgress()
{
    const bool isRunning = m_run && m_run->isRunning();
    const Duration elapsed = isRunning ? m_run->elapsed() : Duration{0};
    const bool isLong = isRunning && elapsed >= kQuietFor;
    m_busy->setVisible(isLong);
    m_dimming->setVisible(isLong && m_run->result());
    m_dimming->raise();
    m_busy->raise();
    m_header->setElapsed(elapsed >= kToldAfter ? elapsed : Duration{0});
}

void QueryResultPane::showProblem()
{
    const auto &problem = m_run->problem();
    const bool isBanner = problem && m_run->result();
    m_banner->setVisible(isBanner);
    if (!isBanner)
        return;
    const Error error{problem->code, problem->message.toStdString()};
    m_banner->present(StatusKind::Critical,
        tr("%1: %2. The rows below are of the query before.", "what failed, why")
            .arg(errorHeadline(error), problem->message),
        errorCodeText(error));
    m_banner->setAction({tr("Run again"), [this] { emit retryRequested(); }, false});
}

void QueryResultPane::setMode(Mode mode)
{
    m_header->setMode(mode);
    showPage();
}

void QueryResultPane::showPage()
{
    if (!m_run)
        return;
    const auto &result = m_run->result();
    const Mode mode = m_header->mode();
    if (!result || (result->rows.empty() && mode != Mode::Explain)) {
        showNothing();
        return;
    }
    // Each page is made only when it is looked at.
    switch (mode) {
    case Mode::Table:
        m_pages->setCurrentWidget(m_table);
        break;
    case Mode::Chart:
        if (std::exchange(m_drawn, result) != result)
            m_chart->setResult(result);
        m_pages->setCurrentWidget(m_chart);
        break;
    case Mode::Json:
        if (std::exchange(m_written, result) != result)
            m_json->setResult(result);
        m_pages->setCurrentWidget(m_json);
        break;
    case Mode::Explain:
        if (std::exchange(m_explained, result) != result)
            m_explain->setResult(result);
        m_pages->setCurrentWidget(m_explain);
        break;
    }
}

void QueryResultPane::showNothing()
{
    const auto &result = m_run->result();
    if (!result && m_run->problem()) {
        const console::QueryProblem &problem = *m_run->problem();
        m_state->showError({problem.code, problem.message.toStdString()},
            tr("Nothing was changed by it."),
            {{.text = tr("Run again"), .run = [this] { emit retryRequested(); }}});
    } else if (!result && m_run->isRunning()) {
        m_state->showLoading(tr("Running the query"));
    } else if (!result) {
        m_pages->setCurrentWidget(m_examples);
        return;
    } else {
        std::vector<PanelAction> actions;
        const QString base = queryBase(m_run->resultText());
        if (base != m_run->resultText().trimmed())
            actions.push_back({.text = tr("Without its conditions"),
                .run = [this, base] { emit loosenRequested(base); },
                .isPrimary = true});
        actions.push_back({.text = tr("Explain"), .run = [this] { setMode(Mode::Explain); }});
        m_state->showEmpty(tr("No rows match"),
            tr("%1 rows were looked at and none of them fulfils the query.")
                .arg(countText(static_cast<qint64>(result->explain.rowsScanned))),
            std::move(actions));
    }
    m_pages->setCurrentWidget(m_state);
}

void QueryResultPane::exportRows(console::QueryExportFormat format)
{
    if (!m_model->result())
        return;
    askWhereToExport(*this, m_services.desk, m_model->result(), format,
        [this](const QString &path, const QString &why) {
            if (why.isEmpty()) {
                m_header->tell(tr("Exported to %1").arg(path));
                return;
            }
            m_banner->present(
                StatusKind::Critical, tr("%1 could not be written: %2").arg(path, why));
            m_banner->setAction({});
            m_banner->show();
        });
}

bool QueryResultPane::focusRows()
{
    if (m_pages->currentWidget() != m_table)
        return false;
    m_table->setFocus(Qt::OtherFocusReason);
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    return true;
}

bool QueryResultPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_body && event->type() == QEvent::Resize) {
        m_dimming->setGeometry(m_body->rect());
        m_busy->setGeometry(0, 0, m_body->width(), 6);
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace binnacle::ui
