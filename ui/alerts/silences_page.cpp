#include "ui/alerts/silences_page.h"

#include "ui/alerts/alert_form_parts.h"
#include "ui/alerts/alert_text.h"
#include "ui/alerts/silence_form.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/table_style.h"

#include <QHeaderView>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration kHour{3'600'000};
constexpr Duration kReminder{600'000};

QString stateText(const Silence &silence, SilencePhase phase, Timestamp now)
{
    switch (phase) {
    case SilencePhase::Active:
        return SilencesPage::tr("active, %1 left").arg(ageText(silence.until - now));
    case SilencePhase::Coming:
        return SilencesPage::tr("in %1").arg(ageText(silence.from - now));
    case SilencePhase::Over:
        break;
    }
    return isKnown(silence.endedAt) && silence.endedAt < silence.until
        ? SilencesPage::tr("ended early")
        : SilencesPage::tr("over", "a silence");
}

} // namespace

SilencesPage::SilencesPage(AlertState &state, QWidget *parent)
    : AlertPage(state, parent)
    , m_table(new QTableView)
    , m_form(new SilenceForm(state))
    , m_pages(new QStackedLayout)
    , m_empty(new StatePanel)
{
    setObjectName(u"silencesPage"_s);
    build();
    connect(&state, &AlertState::changed, this, [this] {
        if (m_isActive)
            showRows();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &SilencesPage::showCurrent);
    connect(m_table, &QTableView::activated, this, &SilencesPage::openCurrent);
    connect(m_form, &SilenceForm::saved, this, [this] { this->state().refresh(); });
    connect(m_form, &SilenceForm::closed, this, [this] {
        showRows();
        showCurrent();
        m_table->setFocus();
    });
}

void SilencesPage::build()
{
    using Model = SilenceTableModel;
    m_table->setObjectName(u"silenceTable"_s);
    m_table->setAccessibleName(tr("Silences"));
    m_table->setModel(&m_model);
    styleTable(*m_table);
    m_table->setProperty("frame", u"panel"_s);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    styleColumn(*m_table, Model::NameColumn, CellKind::BoldName, 180);
    styleColumn(*m_table, Model::MatchersColumn, CellKind::Name, 280);
    styleColumn(*m_table, Model::StateColumn, CellKind::Text, 130);
    styleColumn(*m_table, Model::FromColumn, CellKind::Time, 112);
    styleColumn(*m_table, Model::UntilColumn, CellKind::Time, 112);
    styleColumn(*m_table, Model::ByColumn, CellKind::Text, 74);
    stretchColumn(*m_table, Model::MatchersColumn);
    m_table->setColumnHidden(Model::FromColumn, true); // the form has it
    auto *left = new QWidget;
    m_pages->setContentsMargins(0, 0, 0, 0);
    left->setLayout(m_pages);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    auto *split = gapSplitter(Qt::Horizontal, u"alertSilenceSplitter"_s);
    split->addWidget(left);
    split->addWidget(m_form);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setSizes({760, 440});
    m_form->setMinimumWidth(440);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
    setFocusProxy(m_table);
}

void SilencesPage::setActive(bool active)
{
    if (std::exchange(m_isActive, active) != active && active)
        showRows();
}

FilterLanguage SilencesPage::filterLanguage() const
{
    return m_filter.language([this](const auto &visit) {
        for (const Silence &silence : state().board().silences)
            visit(rowOf(silence));
    });
}

void SilencesPage::setFilter(const QString &text)
{
    if (m_filter.setText(text) && m_isActive)
        showRows();
}

QString SilencesPage::filterHint() const
{
    return tr("Filter silences: deploy, status = active");
}

SilenceRow SilencesPage::rowOf(const Silence &silence) const
{
    const Timestamp now = state().now();
    const SilencePhase phase = silencePhase(silence, now);
    return {.silence = silence,
        .phase = phase,
        .state = stateText(silence, phase, now),
        .from = state().time().timeText(silence.from),
        .until = state().time().timeText(silence.until)};
}

void SilencesPage::showRows()
{
    std::vector<SilenceRow> rows;
    for (const Silence &silence : state().board().silences) {
        SilenceRow row = rowOf(silence);
        if (m_filter.matches(row))
            rows.push_back(std::move(row));
    }
    emit matched(std::ssize(rows), std::ssize(state().board().silences));
    m_model.setRows(std::move(rows));
    m_pages->setCurrentIndex(m_model.rowCount() == 0 ? 1 : 0);
    if (m_model.rowCount() == 0 && state().board().silences.empty())
        m_empty->showEmpty(tr("No silences"),
            tr("A silence keeps alerts quiet for a time: they are evaluated and kept, but nobody "
               "is "
               "told."),
            {{.text = tr("New silence"), .run = [this] { addNew(); }, .isPrimary = true}});
    else if (m_model.rowCount() == 0)
        m_empty->showEmpty(tr("No silence matches “%1”").arg(m_filter.text()),
            tr("0 of %n silence(s) match.", nullptr,
                static_cast<int>(state().board().silences.size())));
    if (!m_form->isEdited())
        showCurrent();
    else
        m_form->refresh();
}

// What is being typed stays until it is saved or dropped.
void SilencesPage::showCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    if (m_form->isEdited())
        return;
    if (!current.isValid())
        return m_form->clear();
    m_form->edit(m_model.rows()[static_cast<std::size_t>(current.row())].silence);
}

bool SilencesPage::escape()
{
    if (!m_form->isEdited())
        return false;
    m_form->clear();
    showCurrent();
    m_table->setFocus();
    return true;
}

void SilencesPage::addNew()
{
    const Timestamp now = systemNow();
    propose({.from = now, .until = now + kHour, .remindBefore = kReminder});
}

void SilencesPage::propose(const Silence &silence)
{
    if (!state().permission().isGiven)
        return;
    m_form->edit(silence);
    m_form->focusName();
}

void SilencesPage::openCurrent()
{
    if (m_form->isShown())
        m_form->focusName();
}

void SilencesPage::removeCurrent()
{
    m_form->endNow();
}

void SilencesPage::saveCurrent()
{
    m_form->save();
}

} // namespace binnacle::ui
