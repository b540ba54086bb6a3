#include "ui/alerts/rule_import_review.h"

#include "core/console/on_answer.h"
#include "ui/alerts/alert_text.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Column { NameColumn, ExpressionColumn, RuleColumn, NoteColumn };
constexpr int kListHeight = 200;

} // namespace

RuleImportReview::RuleImportReview(AlertState &state, QWidget *parent)
    : QFrame(parent)
    , m_state(state)
    , m_title(new QLabel)
    , m_list(new QTreeWidget)
    , m_note(new QLabel)
    , m_save(new QPushButton)
{
    setObjectName(u"ruleImportReview"_s);
    setProperty("frame", u"panel"_s);
    m_title->setFont(boldTextFont());
    m_title->setTextFormat(Qt::PlainText);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setProperty("tone", u"muted"_s);
    m_list->setObjectName(u"ruleImportList"_s);
    m_list->setAccessibleName(tr("Rules of the file"));
    m_list->setHeaderLabels({tr("In the file"), tr("Expression"), tr("Becomes"), tr("Remarks")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFixedHeight(kListHeight);
    m_list->header()->setFont(smallFont());
    for (const auto &[column, width] :
        {std::pair{NameColumn, 230}, std::pair{ExpressionColumn, 320}, std::pair{RuleColumn, 300}})
        m_list->setColumnWidth(column, width);
    m_save->setObjectName(u"saveImport"_s);
    m_save->setProperty("role", u"primary"_s);
    auto *cancel = new QPushButton(tr("Cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_title, 1);
    buttons->addWidget(m_save);
    buttons->addWidget(cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(buttons);
    layout->addWidget(m_list);
    layout->addWidget(m_note);
    connect(m_list, &QTreeWidget::itemChanged, this, &RuleImportReview::showCount);
    connect(m_save, &QPushButton::clicked, this, &RuleImportReview::save);
    connect(cancel, &QPushButton::clicked, this, &RuleImportReview::closeReview);
    hide();
}

void RuleImportReview::review(const QString &file)
{
    const int generation = ++m_generation;
    m_list->clear();
    m_import.reset();
    m_note->clear();
    m_title->setText(tr("Reading %1").arg(QFileInfo(file).fileName()));
    showCount();
    show();
    console::onAnswer(m_state.desk().readRules(file), this,
        [this, file, generation](const Result<std::shared_ptr<const RuleImport>> &import) {
            if (generation != m_generation)
                return;
            m_title->setText(QFileInfo(file).fileName());
            if (!import) {
                m_note->setText(errorLine(import.error()));
                return;
            }
            m_import = *import;
            fill(*m_import);
        });
}

void RuleImportReview::fill(const RuleImport &import)
{
    for (const RuleImport::Entry &entry : import.entries)
        addEntry(entry);
    const auto possible = std::ranges::count_if(
        import.entries, [](const RuleImport::Entry &entry) { return entry.rule.has_value(); });
    const int total = static_cast<int>(import.entries.size());
    m_note->setText(total == 0
            ? tr("The file holds no alerting rule.")
            : tr("%1 of %n rule(s) can be expressed; the others say why not.", nullptr, total)
                  .arg(possible));
    if (total > 0) {
        m_list->setCurrentItem(m_list->topLevelItem(0));
        m_list->setFocus();
    }
    showCount();
}

void RuleImportReview::addEntry(const RuleImport::Entry &entry)
{
    auto *item = new QTreeWidgetItem;
    item->setSizeHint(NameColumn, {0, kRowHeight});
    item->setText(NameColumn, toText(entry.name));
    item->setText(ExpressionColumn, toText(entry.expression).simplified());
    item->setText(NoteColumn, toText(entry.note));
    item->setFont(ExpressionColumn, monospaceFont());
    item->setFont(RuleColumn, monospaceFont());
    for (const int column : {ExpressionColumn, NoteColumn})
        item->setToolTip(column, u"<qt>%1</qt>"_s.arg(item->text(column).toHtmlEscaped()));
    if (!entry.rule) {
        item->setText(RuleColumn, tr("cannot be expressed"));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        m_list->addTopLevelItem(item);
        return;
    }
    item->setText(RuleColumn, m_state.desk().conditionText(toText(entry.rule->condition)));
    const bool isTaken = std::ranges::any_of(m_state.board().rules,
        [&](const AlertRule &rule) { return rule.name == entry.rule->name; });
    if (isTaken)
        item->setText(NoteColumn,
            entry.note.empty()
                ? tr("a rule has this name already")
                : tr("a rule has this name already") + u" · "_s + toText(entry.note));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(NameColumn, isTaken ? Qt::Unchecked : Qt::Checked);
    m_list->addTopLevelItem(item);
}

bool RuleImportReview::closeReview()
{
    if (isHidden())
        return false;
    ++m_generation;
    hide();
    emit closed();
    return true;
}

int RuleImportReview::checkedCount() const
{
    int count = 0;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        const QTreeWidgetItem *item = m_list->topLevelItem(row);
        const bool canBe = item->flags().testFlag(Qt::ItemIsUserCheckable);
        count += canBe && item->checkState(NameColumn) == Qt::Checked ? 1 : 0;
    }
    return count;
}

QString RuleImportReview::note() const
{
    return m_note->text();
}

void RuleImportReview::showCount()
{
    const int count = checkedCount();
    m_save->setText(tr("Add %n rule(s)", nullptr, count));
    m_save->setEnabled(count > 0 && m_waiting == 0 && m_state.permission().isGiven);
}

void RuleImportReview::save()
{
    if (!m_import)
        return;
    m_failed = 0;
    std::vector<std::pair<int, AlertRule>> chosen;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        const auto &entry = m_import->entries[static_cast<std::size_t>(row)];
        if (entry.rule && m_list->topLevelItem(row)->checkState(NameColumn) == Qt::Checked)
            chosen.emplace_back(row, *entry.rule);
    }
    m_waiting = static_cast<int>(chosen.size());
    showCount();
    for (const auto &[row, rule] : chosen)
        console::onAnswer(m_state.desk().saveRule(rule), this,
            [this, at = row](const Status &status) { saved(at, status); });
}

// What was added loses its mark, so that another try adds only the rest.
void RuleImportReview::saved(int row, const Status &status)
{
    QTreeWidgetItem *item = m_list->topLevelItem(row);
    if (status) {
        item->setCheckState(NameColumn, Qt::Unchecked);
        item->setText(NoteColumn, tr("added"));
    } else {
        item->setText(NoteColumn, errorLine(status.error()));
        ++m_failed;
    }
    if (--m_waiting > 0)
        return;
    showCount();
    m_state.refresh();
    if (m_failed == 0) {
        closeReview();
        return;
    }
    m_note->setText(tr("%n rule(s) could not be added; the list says why.", nullptr, m_failed));
}

} // namespace binnacle::ui
