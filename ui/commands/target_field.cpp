#include "ui/commands/target_field.h"

#include "ui/commands/command_text.h"
#include "ui/commands/target_choices.h"
#include "ui/theme/fonts.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

TargetField::TargetField(QWidget *parent)
    : QLineEdit(parent)
    , m_model(new QStringListModel(this))
    , m_completer(new QCompleter(m_model, this))
{
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(12);
    m_completer->popup()->setFont(monospaceFont());
    setCompleter(m_completer);
    connect(this, &QLineEdit::textEdited, this, [this] { offer(false); });
}

void TargetField::setKinds(const QStringList &kinds)
{
    m_kinds = kinds;
    const QString kind = kinds.size() == 1 ? kinds.front() : QString();
    if (kinds.isEmpty())
        setPlaceholderText(tr("namespace/name, namespace/ or nothing"));
    else if (kind.isEmpty())
        setPlaceholderText(tr("Kind namespace/name"));
    else if (isClusterWide(kind.toStdString()))
        setPlaceholderText(tr("Name of a %1", "a kind of object").arg(kind));
    else
        setPlaceholderText(tr("namespace/name of a %1", "a kind of object").arg(kind));
}

void TargetField::setSnapshot(std::shared_ptr<const ClusterSnapshot> snapshot)
{
    m_snapshot = std::move(snapshot);
}

QStringList TargetField::choices() const
{
    return m_model->stringList();
}

// Asked while somebody types, never before: a snapshot may hold 50 000 pods.
void TargetField::offer(bool isOpening)
{
    QStringList texts;
    if (m_snapshot) {
        const QString searched = isOpening ? QString() : text();
        for (const ResourceRef &found : findTargets(*m_snapshot, m_kinds, searched, kMostChoices))
            texts += targetText(found);
    }
    m_model->setStringList(texts);
    if (isOpening && !texts.isEmpty())
        m_completer->complete();
}

void TargetField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down && !m_completer->popup()->isVisible()) {
        offer(true);
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void TargetField::mousePressEvent(QMouseEvent *event)
{
    QLineEdit::mousePressEvent(event);
    if (text().isEmpty())
        offer(true);
}

} // namespace binnacle::ui
