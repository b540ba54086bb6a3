#include "ui/commands/target_field.h"

#include "ui/commands/command_text.h"
#include "ui/commands/target_choices.h"
#include "ui/theme/fonts.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QItemSelectionModel>
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

// The completer shows a key to the field first and takes what the field ignores. QLineEdit ignores
// Enter too, but says returnPressed() before: a command would go out for half a name.
void TargetField::enterInList(QKeyEvent &event)
{
    if (m_completer->popup()->selectionModel()->hasSelection()) {
        event.ignore();
        return;
    }
    // Left to the completer, this would take the first line that begins with the text, marked or
    // not.
    m_completer->popup()->hide();
    event.accept();
}

void TargetField::keyPressEvent(QKeyEvent *event)
{
    const bool isOpen = m_completer->popup()->isVisible();
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isOpen && isEnter) {
        enterInList(*event);
        return;
    }
    if (event->key() == Qt::Key_Down && !isOpen) {
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
