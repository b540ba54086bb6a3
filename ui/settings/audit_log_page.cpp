#include "ui/settings/audit_log_page.h"

#include "core/console/on_answer.h"
#include "ui/settings/audit_detail.h"
#include "ui/settings/audit_filter.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/table_style.h"
#include "ui/widgets/time_selection.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShowEvent>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kHashShown = 12;

} // namespace

AuditLogPage::AuditLogPage(console::AccessDesk &desk, const TimeSelection &time, QWidget *parent)
    : SettingsPage(
        tr("Audit"), tr("What was done and tried; entries cannot be changed unseen"), parent)
    , m_desk(desk)
    , m_time(time)
    , m_model(time)
    , m_filter(newFilter())
    , m_verify(new QPushButton(tr("Verify")))
    , m_outcome(new Banner)
    , m_table(new QTableView)
    , m_state(new StatePanel)
    , m_pages(new QStackedLayout)
    , m_detail(new AuditDetail(time))
    , m_count(new QLabel)
{
    build();
    m_model.setAsk([this](std::int64_t offset) {
        if (offset == 0)
            m_matching.restart();
        else
            m_matching.proceed();
        ask();
    });
    connect(m_filter, &AuditFilter::changed, this, [this] {
        if (isVisible())
            start();
    });
    connect(m_verify, &QPushButton::clicked, this, &AuditLogPage::verify);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &AuditLogPage::showSelected);
    connect(&m_model, &QAbstractItemModel::modelReset, m_detail, &AuditDetail::clear);
}

void AuditLogPage::build()
{
    m_verify->setObjectName(u"verifyAudit"_s);
    m_verify->setToolTip(tr("Walks along the hash chain from the first entry to the last"));
    auto *exporting = new QPushButton(tr("Export…"));
    connect(exporting, &QPushButton::clicked, this, &AuditLogPage::chooseExport);
    header().addWidget(m_verify);
    header().addWidget(exporting);
    m_outcome->hide();
    m_count->setProperty("tone", u"muted"_s);
    m_table->setObjectName(u"auditTable"_s);
    m_table->setAccessibleName(tr("Audit entries"));
    m_table->setModel(&m_model);
    styleTable(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    using Model = AuditTableModel;
    styleColumn(*m_table, Model::TimeColumn, CellKind::Time, 122);
    styleColumn(*m_table, Model::UserColumn, CellKind::Name, 80);
    styleColumn(*m_table, Model::ActionColumn, CellKind::Text, 70);
    styleColumn(*m_table, Model::ResourceColumn, CellKind::Name, 190);
    styleColumn(*m_table, Model::OutcomeColumn, CellKind::Status, 150);
    styleColumn(*m_table, Model::SourceColumn, CellKind::Text, 100);
    styleColumn(*m_table, Model::AddressColumn, CellKind::Name, 110);

    auto *list = new QWidget;
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_state);
    list->setLayout(m_pages);
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(u"auditSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(list);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 1);
    body().addWidget(m_filter);
    body().addWidget(m_outcome);
    body().addWidget(splitter, 1);
    body().addWidget(m_count);
}

bool AuditLogPage::escape()
{
    if (!m_outcome->isHidden()) {
        m_outcome->hide();
        return true;
    }
    return m_filter->escape();
}

void AuditLogPage::refresh()
{
    start();
}

void AuditLogPage::focusFilter()
{
    m_filter->focusText();
}

QString AuditLogPage::outcome() const
{
    return m_outcome->isHidden() ? QString() : m_outcome->text();
}

QString AuditLogPage::countText() const
{
    return m_count->text();
}

void AuditLogPage::showEvent(QShowEvent *event)
{
    SettingsPage::showEvent(event);
    if (!event->spontaneous())
        start();
}

void AuditLogPage::start()
{
    m_query = m_filter->query();
    m_query.limit = m_filter->isNarrow() ? MatchingRows<AuditEntry>::kPageRows : kPageRows;
    ++m_question;
    m_model.restart();
}

void AuditLogPage::ask()
{
    m_query.offset = m_matching.read();
    console::onAnswer(m_desk.audit(m_query), this,
        [this, question = m_question](const Result<std::shared_ptr<const AuditPage>> &page) {
            if (question != m_question)
                return;
            if (page)
                return accept(**page);
            m_model.failed();
            if (m_model.rowCount() > 0)
                return say(StatusKind::Critical, errorLine(page.error()));
            m_state->showError(page.error(), tr("Everything else keeps working."),
                {{.text = tr("Try again"), .run = [this] { start(); }}});
            m_pages->setCurrentWidget(m_state);
        });
}

void AuditLogPage::accept(const AuditPage &page)
{
    if (!m_matching.take(page.entries, page.total, m_filter->rows()))
        return ask();
    std::vector<AuditEntry> rows = m_matching.rows();
    m_model.append(std::move(rows), m_matching.expected(m_filter->rows()));
    showCount();
    if (m_model.rowCount() == 0)
        return showEmpty();
    m_pages->setCurrentWidget(m_table);
    if (!m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_model.index(0, 0));
}

void AuditLogPage::showCount()
{
    const QString shown = ui::countText(m_model.rowCount());
    m_filter->setMatchCount(m_model.rowCount(), m_matching.read());
    if (m_filter->isNarrow())
        m_count->setText(m_matching.hasMore()
                ? tr("%1 match among the newest %2 of %3 entries; more come when you scroll")
                      .arg(shown, ui::countText(m_matching.read()),
                          ui::countText(m_matching.total()))
                : tr("%1 of %2 entries match").arg(shown, ui::countText(m_matching.total())));
    else if (m_model.rowCount() == m_model.total())
        m_count->setText(tr("%n entry(ies)", nullptr, m_model.rowCount()));
    else
        m_count->setText(tr("%1 of %2 entries shown; more come when you scroll")
                             .arg(shown, ui::countText(m_model.total())));
}

void AuditLogPage::showEmpty()
{
    if (m_filter->isNarrow())
        m_state->showEmpty(tr("No entry matches"), tr("The filter hides all of them."),
            {{.text = tr("Clear the filter"), .run = [this] { m_filter->clear(); }}});
    else if (!m_filter->isAllTime())
        m_state->showEmpty(tr("Nothing in this time"),
            tr("Nothing was audited in %1.").arg(m_time.rangeText()),
            {{.text = tr("Show all times"), .run = [this] { m_filter->showAllTime(); }}});
    else
        m_state->showEmpty(
            tr("No entries yet"), tr("Logins, changes and refused attempts will be listed here."));
    m_pages->setCurrentWidget(m_state);
}

void AuditLogPage::showSelected()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid())
        m_detail->showEntry(m_model.rows()[static_cast<std::size_t>(current.row())]);
    else
        m_detail->clear();
}

void AuditLogPage::verify()
{
    m_verify->setEnabled(false);
    say(StatusKind::Neutral, tr("Verifying every entry from the first on"));
    console::onAnswer(m_desk.verifyAudit(), this,
        [this](const Result<std::shared_ptr<const AuditVerdict>> &verdict) {
            m_verify->setEnabled(true);
            if (verdict)
                showVerdict(**verdict);
            else
                say(StatusKind::Critical, errorLine(verdict.error()));
        });
}

void AuditLogPage::showVerdict(const AuditVerdict &verdict)
{
    if (!verdict.isIntact()) {
        const QString problem = toText(verdict.problem);
        return say(StatusKind::Critical,
            verdict.brokenRow > 0
                ? tr("Row %1 is not what was written: %2. Export the audit and keep the file as "
                     "evidence.")
                      .arg(QString::number(verdict.brokenRow), problem)
                : tr("The audit is not what was written: %1.").arg(problem));
    }
    const QString head = toText(verdict.head);
    say(StatusKind::Ok,
        tr("%1 rows intact · head %2")
            .arg(ui::countText(verdict.rows),
                head.size() > kHashShown ? head.left(kHashShown) + u'…' : head));
}

void AuditLogPage::chooseExport()
{
    auto *dialog = new QFileDialog(this, tr("Export the audit"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"ndjson"_s);
    dialog->selectFile(u"audit.ndjson"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &AuditLogPage::exportTo);
    dialog->open();
}

void AuditLogPage::exportTo(const QString &path)
{
    say(StatusKind::Neutral, tr("Exporting to %1").arg(path));
    console::onAnswer(m_desk.exportAudit(path), this, [this, path](const Status &status) {
        if (status)
            say(StatusKind::Ok, tr("Exported with the hashes to %1").arg(path));
        else
            say(StatusKind::Critical, errorLine(status.error()));
    });
}

void AuditLogPage::say(StatusKind status, const QString &text, const QString &code)
{
    m_outcome->present(status, text, code);
    m_outcome->show();
}

AuditFilter *AuditLogPage::newFilter() const
{
    return new AuditFilter(m_desk, m_time,
        [this](const auto &visit) { std::ranges::for_each(m_model.rows(), visit); });
}

} // namespace binnacle::ui
