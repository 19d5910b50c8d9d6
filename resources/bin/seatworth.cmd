@echo off
rem The command line of an installed Seatworth: seatworth --help
"%~dp0..\..\Seatworth.exe" --cli -- %*
exit /b %ERRORLEVEL%
