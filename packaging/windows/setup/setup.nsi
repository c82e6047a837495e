Target amd64-unicode
; Installs for the person who starts it, without administrator's rights. Silent with /S, elsewhere with /D=FOLDER.
; Its uninstaller keeps conversations and settings, unless the person says otherwise; silent: /S /DELETEDATA.
; Filled in by installer.py: VERSION, NUMBERS, KILOBYTES, ICON, TARGET, SIGN, and the lists of files.

Unicode true
ManifestDPIAware true
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define TITLE "Deeptrin Desktop"
!define PROGRAM "deeptrin-desktop.exe"
!define DATA "$LOCALAPPDATA\deeptrin-desktop" ; where app/paths.py has it
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\deeptrin-desktop"
!define CLASSES "Software\Classes"
!define EXPORT "DeeptrinDesktop.Export"

Name "${TITLE}"
OutFile "${TARGET}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${TITLE}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${TITLE} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${TITLE}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Setup of ${TITLE}"
VIAddVersionKey "LegalCopyright" "MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A program that runs cannot be replaced: Windows does not let its file be written to.
!macro UNTIL_CLOSED
  again:
  IfFileExists "$INSTDIR\${PROGRAM}" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\${PROGRAM}" a
  IfErrors running
  FileClose $0
  Goto closed
  running:
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TITLE} is running. Please close it, then try again." /SD IDCANCEL IDRETRY again
  SetErrorLevel 2
  Quit
  closed:
!macroend

Section
  !insertmacro UNTIL_CLOSED
  ; What an older version has and this one has not must go.
  IfFileExists "$INSTDIR\uninstall.exe" 0 +3
    ExecWait '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR'
    Delete "$INSTDIR\uninstall.exe"

  ClearErrors
  !include "install.nsh"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  IfErrors 0 written
    MessageBox MB_OK|MB_ICONSTOP "${TITLE} could not be written to $INSTDIR." /SD IDOK
    SetErrorLevel 2
    Quit
  written:
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${PROGRAM}"

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1

  ; Windows knows a file by what follows its last dot, and .json is not ours to take: we offer to open it.
  WriteRegStr HKCU "${CLASSES}\${EXPORT}" "" "Deeptrin Desktop conversations"
  WriteRegStr HKCU "${CLASSES}\${EXPORT}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${CLASSES}\${EXPORT}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" import --window "%1"'
  WriteRegNone HKCU "${CLASSES}\.json\OpenWithProgids" "${EXPORT}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  !insertmacro UNTIL_CLOSED
  !include "remove.nsh"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${CLASSES}\${EXPORT}"
  DeleteRegValue HKCU "${CLASSES}\.json\OpenWithProgids" "${EXPORT}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  IfFileExists "${DATA}\*.*" 0 kept
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DELETEDATA" $1
  IfErrors 0 delete
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Delete your conversations and settings as well? They cannot be brought back.$\n$\nKeys stay in Windows' credential manager." /SD IDNO IDNO kept
  delete:
  RMDir /r "${DATA}"
  kept:
SectionEnd
