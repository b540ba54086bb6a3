#include "ui/slo/spec_review.h"

#include "core/console/on_answer.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

SpecReview::SpecReview(console::SloFeed &slo, QWidget *parent)
    : QFrame(parent)
    , m_slo(slo)
    , m_title(new QLabel)
    , m_list(new QListWidget)
    , m_notes(new QLabel)
    , m_apply(new QPushButton(tr("Set these targets")))
{
    setObjectName(u"specReview"_s);
    setProperty("frame", u"panel"_s);
    m_title->setFont(boldTextFont());
    m_title->setTextFormat(Qt::PlainText);
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setWordWrap(true);
    m_notes->setProperty("tone", u"muted"_s);
    m_list->setAccessibleName(tr("Objectives of the file"));
    m_list->setMaximumHeight(170);
    m_apply->setProperty("role", u"primary"_s);
    auto *cancel = new QPushButton(tr("Cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_title, 1);
    buttons->addWidget(m_apply);
    buttons->addWidget(cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(buttons);
    layout->addWidget(m_list);
    layout->addWidget(m_notes);
    connect(m_apply, &QPushButton::clicked, this, &SpecReview::apply);
    connect(cancel, &QPushButton::clicked, this, [this] {
        hide();
        emit closed();
    });
    hide();
}

void SpecReview::review(const QString &file, const ClusterId &cluster)
{
    m_list->clear();
    m_notes->clear();
    m_proposals.clear();
    m_apply->setEnabled(false);
    m_title->setText(tr("Reading %1").arg(QFileInfo(file).fileName()));
    show();
    console::onAnswer(m_slo.readSpecs(file, cluster), this,
        [this, file](const Result<std::shared_ptr<const console::SpecImport>> &import) {
            m_title->setText(QFileInfo(file).fileName());
            if (import)
                fill(**import);
            else
                m_notes->setText(errorLine(import.error()));
        });
}

void SpecReview::fill(const console::SpecImport &import)
{
    m_proposals = import.proposals;
    for (const console::SpecProposal &proposal : m_proposals) {
        const SloTarget &target = proposal.target;
        const QString host = toText(target.host);
        auto *item = new QListWidgetItem(proposal.isMatched
                ? tr("%1: %2 over %3 for %4")
                      .arg(proposal.name, targetText(target.availability),
                          windowText(target.window), host)
                : tr("%1: %2 over %3 — nothing known is named %4")
                      .arg(proposal.name, targetText(target.availability),
                          windowText(target.window), host));
        item->setToolTip(proposal.notes.join(u'\n').toHtmlEscaped());
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(proposal.isMatched ? Qt::Checked : Qt::Unchecked);
        m_list->addItem(item);
    }
    QStringList notes = import.notes;
    for (const console::SpecProposal &proposal : m_proposals)
        notes += proposal.notes;
    notes.removeDuplicates();
    m_notes->setText(m_proposals.empty() && notes.isEmpty() ? tr("The file holds no objective.")
                                                            : notes.join(u" · "_s));
    m_apply->setEnabled(!m_proposals.empty());
}

int SpecReview::checkedCount() const
{
    int count = 0;
    for (int row = 0; row < m_list->count(); ++row)
        count += m_list->item(row)->checkState() == Qt::Checked ? 1 : 0;
    return count;
}

void SpecReview::apply()
{
    m_problem.clear();
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() != Qt::Checked)
            continue;
        ++m_waiting;
        console::onAnswer(m_slo.setTarget(m_proposals[static_cast<std::size_t>(row)].target), this,
            [this](const Status &status) { applied(status); });
    }
}

void SpecReview::applied(const Status &status)
{
    if (!status)
        m_problem = errorLine(status.error());
    if (--m_waiting > 0)
        return;
    if (!m_problem.isEmpty()) {
        m_notes->setText(m_problem);
        return;
    }
    hide();
    emit closed();
}

} // namespace binnacle::ui
